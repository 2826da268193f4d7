import ConnectorTesting
import Engine
import Interactions
import Settings
import Testing

/// What `init` makes and says to type next, by where it is made and what is there.
struct NewInstallationTests {
    private static func steps(_ mail: NewInstallation.Mail, at path: String) throws -> [String] {
        let administrator = try #require(EmailAddress("admin@contoso.example"))
        return NewInstallation(
            mail,
            domains: ["contoso.example"],
            administrator: administrator,
            mailboxes: [administrator],
            path: path
        ).nextSteps
    }

    private static func graph(_ authentication: String, _ proof: String?) -> NewInstallation.Mail {
        .graph(tenantID: "t", clientID: "c", authentication: authentication, proofFile: proof, location: "EUR")
    }

    private static func ews(_ password: String) -> NewInstallation.Mail {
        .ews(url: nil, authentication: "basic", user: "u", passwordFile: password, caFile: nil)
    }

    @Test func `Nothing that is there is written over by what is typed next`() throws {
        let directory = try TemporaryDirectory()
        let proof = try directory.write("-----BEGIN PRIVATE KEY-----", to: "proof")
        let path = directory.path + "/rapport.json"
        for mail in [
            Self.graph("certificate", proof), Self.graph("secret", "proof"), Self.graph("federated", proof),
            Self.graph("federated", directory.path + "/none"), Self.ews(proof), Self.ews("proof"),
        ] {
            #expect(try Self.steps(mail, at: path).allSatisfy { $0.hasPrefix("rapport ") || $0.hasPrefix("#") })
        }
        let none = directory.path + "/none"
        #expect(
            try Self.steps(Self.ews("none"), at: path).first?.hasPrefix("install -m 600 /dev/stdin '\(none)'") == true
        )
        // A certificate is made elsewhere, and nobody pastes one.
        #expect(
            try Self.steps(Self.graph("certificate", none), at: path).first?.hasPrefix("# put the certificate") == true
        )
    }

    @Test func `Where the package makes room, all is the service's`() throws {
        let path = "/etc/rapport/rapport.json"
        let administrator = try #require(EmailAddress("admin@contoso.example"))
        let new = NewInstallation(
            Self.ews("none"),
            domains: ["contoso.example"],
            administrator: administrator,
            mailboxes: [administrator],
            path: path
        )
        #expect(new.configuration.text.contains(#""dataDirectory": "/var/lib/rapport""#))
        #expect(new.nextSteps[0].hasPrefix("install -o rapport -m 600 /dev/stdin '/etc/rapport/none'"))
        let files = "'/etc/rapport/rapport.json' '/etc/rapport/users.csv'"
        #expect(new.nextSteps[1] == "chgrp rapport \(files); chmod 640 \(files)")
        #expect(
            new.nextSteps.dropFirst(2).allSatisfy {
                $0.hasPrefix("#") || $0.hasPrefix("sudo -u rapport rapport ") && $0.contains("--config '\(path)'")
            }
        )
        #expect(!(try Self.steps(Self.ews("none"), at: "/srv/rapport.json")).contains { $0.contains("sudo") })
    }
}
