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
        ("Oscar Virtanen, Dipl.-Ing.", "Oscar", "Oscar Virtanen"),
        ("Dr. rer. pol. Oscar Virtanen", "Oscar", "Dr. rer. pol. Oscar Virtanen"),
        ("Ing-Marie Berg", "Ing-Marie", "Ing-Marie Berg"),
        ("Dipl.-Ing. Oscar Virtanen", "Oscar", "Dipl.-Ing. Oscar Virtanen"),
        ("Virtanen, Dipl.-Wirt.-Inf. Oscar", "Oscar", "Dipl.-Wirt.-Inf. Oscar Virtanen"),
        ("Oscar Virtanen, Dr.-Ing.", "Oscar", "Oscar Virtanen"),
        ("Prof. Dr. med. Oscar Virtanen", "Oscar", "Prof. Dr. med. Oscar Virtanen"),
        ("McDONALD Peter", "Peter", "McDONALD Peter"), ("MacLEOD Anna-Lena", "Anna-Lena", "MacLEOD Anna-Lena"),
        ("O'NEILL Tom", "Tom", "O'NEILL Tom"), ("Peter McDONALD", "Peter", "Peter McDONALD"),
        ("VAN DER BERG Jan", "Jan", "VAN DER BERG Jan"), ("Jean-Luc DUPONT", "Jean-Luc", "Jean-Luc DUPONT"),
        ("Herr Oscar Virtanen", "Oscar", "Herr Oscar Virtanen"),
    ])
    func `the first name is found in any order`(text: String, first: String, spoken: String) {
        #expect(PersonName(text).first == first)
        #expect(PersonName(text).spoken == spoken)
    }

    @Test(
        arguments: [
            ("Nagy István", "István", "István"), ("Иванов Иван", "Иван", "Иван"),
            ("Kim Cheol-su", "Cheol-su", "Cheol-su"),
            ("山田 太郎", "太郎", "太郎"), ("Virtanen, Oscar", "Mary Ann", "Mary Ann"),
            // Without the field, and where no name is in it, the whole name tells.
            ("Virtanen, Oscar", nil, "Oscar"), ("Virtanen, Oscar", "O.", "Oscar"),
            ("Virtanen, Oscar", "x@y.example", "Oscar"),
            ("Virtanen, Oscar", "", "Oscar"), ("O. Virtanen", nil, nil),
        ] as [(String, String?, String?)]
    )
    func `by what somebody is called counts more than the whole name`(text: String, called: String?, first: String?) {
        #expect(PersonName(text, called: called).first == first)
    }

    @Test(arguments: ["", "O. Virtanen", "Virtanen, O.", "oscar@contoso.example", ",", "Dr.", "(External)"])
    func `nobody is greeted by an initial, a title or an address`(text: String) {
        #expect(PersonName(text).first == nil)
    }

    @Test(arguments: [
        ("Virtanen, Oscar", "Oscar"), ("O. Virtanen", "O. Virtanen"), ("山", "山"), ("oscar@contoso.example", ""),
        (", ", ""),
        ("", ""), ("---", ""),
    ])
    func `whoever has no name is greeted by none`(text: String, greeted: String) {
        #expect(PersonName(text).greeted == greeted)
    }
}
