import Interactions
import Testing

/// By what somebody is greeted, however the CRM writes names.
struct PersonNameTests {
    @Test(arguments: [
        ("Oscar Virtanen", "Oscar", "Oscar Virtanen"), ("Virtanen, Oscar", "Oscar", "Oscar Virtanen"),
        ("Virtanen,Oscar Juhani", "Oscar", "Oscar Juhani Virtanen"), ("VIRTANEN Oscar", "Oscar", "VIRTANEN Oscar"),
        ("Dr. Ana Pérez", "Ana", "Dr. Ana Pérez"), ("von der Heide, Dr. Jörg", "Jörg", "Dr. Jörg von der Heide"),
        ("Jane Doe, PhD", "Jane", "Jane Doe"), ("Doe, Jane, MBA", "Jane", "Jane Doe"),
        ("Virtanen, Oscar (External)", "Oscar", "Oscar Virtanen"), ("Oscar", "Oscar", "Oscar"),
        ("Anna-Lena Groß", "Anna-Lena", "Anna-Lena Groß"), ("OSCAR VIRTANEN", "OSCAR", "OSCAR VIRTANEN"),
        ("Herr Oscar Virtanen", "Oscar", "Herr Oscar Virtanen"),
    ])
    func `the first name is found in any order`(text: String, first: String, spoken: String) {
        #expect(PersonName(text).first == first)
        #expect(PersonName(text).spoken == spoken)
    }

    @Test(arguments: ["", "O. Virtanen", "Virtanen, O.", "oscar@contoso.example", ",", "Dr.", "(External)"])
    func `nobody is greeted by an initial, a title or an address`(text: String) {
        #expect(PersonName(text).first == nil)
    }
}
