import Engine
import HTTPTypes
import Interactions

extension Route {
    /// Links that sign others in, for organisations without another way.
    static let invitationPages: [Route] = [
        .page("/invitations", for: .administrator) { call in
            call.page(.invitations, title: call.words["page.invitations"], InvitationContent(address: "", link: ""))
        },
        .form("/invitations", for: .administrator) { call in
            guard let address = call.form["address"].flatMap({ EmailAddress($0) }),
                let viewer = try await call.console.board.eligibility().viewer(address)
            else { throw Problem(.forbidden, "Only an enabled user of the directory may sign in.", code: "noUser") }
            // Shown once, and in no address that a history keeps.
            let link = call.console.loginAddress(at: call.ownOrigin, for: viewer.address)
            let content = InvitationContent(address: viewer.address.text, link: link)
            return call.page(.invitations, title: call.words["page.invitations"], content)
        },
    ]
}

private struct InvitationContent {
    let address: String
    let link: String
}
