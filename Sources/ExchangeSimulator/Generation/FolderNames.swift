/// What Exchange calls its folders in mailboxes that are not English.
enum FolderNames {
    /// Empty for English and for languages that are not known here.
    static func names(in language: String) -> [DistinguishedFolder: String] {
        table[language] ?? [:]
    }

    /// The language that a generated user's mailbox has.
    static func language(ofZone zone: String) -> String {
        switch zone {
        case "Europe/Berlin": "de"
        case "Europe/Paris": "fr"
        case "America/Sao_Paulo": "pt"
        case "Asia/Tokyo": "ja"
        default: "en"
        }
    }

    private static let table: [String: [DistinguishedFolder: String]] = [
        "de": [
            .inbox: "Posteingang", .sentitems: "Gesendete Elemente", .deleteditems: "Gelöschte Elemente",
            .drafts: "Entwürfe", .outbox: "Postausgang", .junkemail: "Junk-E-Mail", .calendar: "Kalender",
            .contacts: "Kontakte", .tasks: "Aufgaben", .notes: "Notizen",
            .conversationhistory: "Aufgezeichnete Unterhaltungen",
            .msgfolderroot: "Oberste Ebene des Informationsspeichers", .archivedeleteditems: "Gelöschte Elemente",
        ],
        "fr": [
            .inbox: "Boîte de réception", .sentitems: "Éléments envoyés", .deleteditems: "Éléments supprimés",
            .drafts: "Brouillons", .outbox: "Boîte d’envoi", .junkemail: "Courrier indésirable",
            .calendar: "Calendrier",
            .contacts: "Contacts", .tasks: "Tâches", .notes: "Notes", .archivedeleteditems: "Éléments supprimés",
        ],
        "pt": [
            .inbox: "Caixa de Entrada", .sentitems: "Itens Enviados", .deleteditems: "Itens Excluídos",
            .drafts: "Rascunhos", .outbox: "Caixa de Saída", .junkemail: "Lixo Eletrônico", .calendar: "Calendário",
            .contacts: "Contatos", .tasks: "Tarefas", .notes: "Anotações", .archivedeleteditems: "Itens Excluídos",
        ],
        "ja": [
            .inbox: "受信トレイ", .sentitems: "送信済みアイテム", .deleteditems: "削除済みアイテム", .drafts: "下書き", .outbox: "送信トレイ",
            .junkemail: "迷惑メール", .calendar: "予定表", .contacts: "連絡先", .tasks: "仕事", .notes: "メモ",
            .archivedeleteditems: "削除済みアイテム",
        ],
    ]
}
