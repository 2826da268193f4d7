import ConnectorTesting
import Directory
import Eligibility
import Foundation
import Interactions
import Testing

/// Files on disk.
struct DirectoryFileTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    @Test(arguments: [
        ("users.csv", "email\na@b.example"), ("users.csv", "\u{FEFF}email\r\na@b.example\r\n"),
        ("users.json", #"{"users":[{"email":"a@b.example"}]}"#),
    ])
    func `The end of the name tells the format, and the time of writing is that of the observation`(
        name: String,
        text: String
    ) throws {
        let path = try folder.write(text, to: name)
        let then = Date(timeIntervalSince1970: 1_700_000_000)
        try FileManager.default.setAttributes([.modificationDate: then], ofItemAtPath: path)
        let directory = try UserDirectory(path: path)
        #expect(directory.users.map(\.mailbox.address.text) == ["a@b.example"])
        #expect(directory.users.map(\.location.observedAt.iso8601) == ["2023-11-14T22:13:20Z"])
    }

    @Test func `What cannot be read is an error that names the file`() throws {
        let latin = "\(folder.path)/latin.csv"
        try Data([0x65, 0x6D, 0xE9, 0x0A]).write(to: URL(filePath: latin))
        for (path, problem) in [
            ("\(folder.path)/none.csv", "cannot be read. Name another one under 'directory'."),
            (latin, "is not UTF-8."), (try folder.write("email", to: "users.txt"), "must end in .csv or .json."),
        ] {
            let error = #expect(throws: DirectoryError.self) { try UserDirectory(path: path) }
            #expect(error?.description == "The directory file '\(path)' \(problem)")
        }
    }

    @Test func `What a spreadsheet could take for a formula is read without its apostrophe`() throws {
        let path = try folder.write("email,roles\n'+49@b.example,'-Sales;Service\n'a@b.example,\n", to: "users.csv")
        let directory = try UserDirectory(path: path)
        let user = try #require(directory.users.first { $0.mailbox.address.text == "+49@b.example" })
        #expect(user.roles.value?.compactMap(\.role.name).sorted() == ["-Sales", "Service"])
    }
}
