/// The words that generated people, companies and subjects are made of; all of them are invented or commonplace.
enum Vocabulary {
    static let givenNames = words(
        """
        Anna Ben Carla David Elif Felix Grace Hiro Ingrid João Katarzyna Lars Mei Nora Oğuz Priya Quentin Rosa Søren Tomás \
        Ursula Viktor Wanjiru Xavier Yuki Zoë Amélie Björn Chloé Dmitri Emre François Giulia Håkan Irene Jürgen Kenji \
        Łukasz María Nguyễn Ólafur Paulo Renée Siobhán Thérèse Ümit Věra Walid Aiko Bruno Clara Daniel Eva Frank Georg \
        Hanna Ivan Julia Karl Lena Marco Nina Oscar Peter Ruth Sam Tina Uwe Vera Willem 明 健 美咲 Алексей Ольга Ελένη
        """
    )

    static let familyNames = words(
        """
        Adams Bauer Castillo Dubois Eriksson Fischer García Hoffmann Ivanova Jansen Kowalski López Müller Novák O’Brien \
        Petersen Quispe Rossi Schröder Tanaka Ueda Vasquez Weiß Xu Yılmaz Zimmermann Andersen Becker Çelik Desai Engström \
        Ferreira Gruber Hernández Isaksson Jørgensen Krüger Lindqvist Moreau Nakamura Okafor Papadopoulos Quinn Ramírez \
        Sánchez Török Urban Virtanen Wójcik Yamamoto Østergaard Ångström Diaz Evans Flores Gupta Hughes Ito Jones Kim Lee \
        Mbeki Nielsen Owens Park Reyes Silva Turner Usman Vogel Wang Young 佐藤 王 Смирнов Παππάς
        """
    )

    static let departments = [
        "Executive Office", "Sales", "Marketing", "Engineering", "Customer Success", "Finance", "Human Resources",
        "Legal", "Operations", "Research", "IT",
    ]

    static let titles = words("Director Manager Lead Specialist Analyst Engineer Consultant Assistant")

    static let externalCompanies = [
        "Adatum", "Alpine Ski House", "Blue Yonder", "City Power", "Coho Winery", "Cronus", "Datum Works",
        "Fourth Coffee",
        "Graphic Design Institute", "Humongous Insurance", "Litware", "Lucerne Publishing", "Margie Travel",
        "Munson Pickles", "Northwind", "Proseware", "Relecloud", "School of Fine Art", "Southridge Video",
        "Tailspin Toys",
        "Trey Research", "VanArsdel", "Wide World Importers", "Wingtip Toys", "Woodgrove Bank",
    ]

    static let topics = [
        "Quarterly forecast", "Offer for the new plant", "Contract renewal", "Travel to Lyon", "Support case", "Budget",
        "Angebot für die Anlage", "Prix et délais de livraison", "Rechnung", "Propuesta comercial", "Onboarding plan",
        "Security review", "Roadmap", "Data protection agreement", "Workshop agenda", "Spare parts", "Delivery date",
        "Release notes", "Invoice", "Kick-off", "Pilot project", "Press release", "Hiring", "Office move", "見積もりの件",
        "Вопрос по договору", "Payment terms", "Site visit", "Renewal options", "Test results", "Steering committee",
        "Price list", "Minutes", "Open questions", "Feedback", "Status", "Proposal 🚀", "Lunch on Friday?",
    ]

    static let meetingTopics = [
        "Weekly sync", "Stand-up", "Jour fixe", "Pipeline review", "One to one", "Design review", "All hands",
        "Customer call", "Board preparation", "Retrospective", "Réunion de projet", "Interview", "Training",
        "Contract talk",
        "Demo", "Planning", "Lessons learned",
    ]

    static let newsletters = ["Market Watch", "Cloud Digest", "Trade Fair News", "Logistics Weekly", "Tax Letter"]

    static let rooms = ["Matterhorn", "Zugspitze", "Mont Blanc", "Snowdon", "Teide", "Rysy"]

    static let equipment = ["Projector 1", "Car 7", "3D Printer"]

    private static func words(_ text: String) -> [String] {
        text.split(separator: " ").map(String.init)
    }
}
