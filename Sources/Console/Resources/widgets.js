// Custom elements that show Rapport's widgets: <rapport-health record="contact/GUID" token="..."></rapport-health>.
// The token comes from the embedding page's own server: POST /api/v1/widget-tokens.
const origin = new URL(import.meta.url).origin;
const record = /^(account|contact|lead|opportunity)\/[0-9a-f-]{36}$/;

function widget(kind, height) {
  return class extends HTMLElement {
    static observedAttributes = ["record", "token"];

    connectedCallback() { this.show(); }

    attributeChangedCallback() { if (this.isConnected) this.show(); }

    show() {
      const name = (this.getAttribute("record") ?? "").toLowerCase();
      const token = this.getAttribute("token");
      if (!record.test(name) || !token) return this.replaceChildren();
      const frame = document.createElement("iframe");
      frame.src = `${origin}/widgets/${kind}/${name}?token=${encodeURIComponent(token)}`;
      frame.title = this.getAttribute("title") ?? `Rapport: ${kind}`;
      frame.setAttribute("sandbox", "");
      frame.referrerPolicy = "no-referrer";
      frame.loading = "lazy";
      frame.style.cssText = `border:0;width:100%;height:${this.getAttribute("height") ?? height}px`;
      this.replaceChildren(frame);
    }
  };
}

for (const [kind, height] of [["health", 240], ["introductions", 240], ["timeline", 420]]) {
  const name = `rapport-${kind}`;
  if (!customElements.get(name)) customElements.define(name, widget(kind, height));
}
