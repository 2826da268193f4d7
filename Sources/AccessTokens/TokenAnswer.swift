/// A token as the endpoint gives it; managed identities write the lifetime as a text.
struct TokenAnswer: Decodable {
    let token: AccessToken?

    private enum CodingKeys: String, CodingKey {
        case kind = "token_type"
        case text = "access_token"
        case lifetime = "expires_in"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let kind = try values.decode(String.self, forKey: .kind)
        let text = try values.decode(String.self, forKey: .text)
        let seconds =
            if let number = try? values.decode(Int.self, forKey: .lifetime) {
                number
            } else {
                Int(try values.decode(String.self, forKey: .lifetime))
            }
        guard kind.lowercased() == "bearer", let seconds, (1...(7 * 86_400)).contains(seconds),
            !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            token = nil
            return
        }
        token = AccessToken(text: text, lifetime: .seconds(seconds))
    }
}
