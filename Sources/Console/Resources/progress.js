// Shows how far reading is as it goes on; without this script the page shows how far it was when it was opened.
const events = new EventSource("/runs/events");
events.onmessage = (event) => {
  for (const [name, text] of Object.entries(JSON.parse(event.data))) {
    const place = document.getElementById(`progress-${name}`);
    if (place && place.textContent !== text) place.textContent = text;
  }
};
