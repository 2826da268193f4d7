import CLibXML2
import Synchronization

/// The library's process-wide state.
package enum LibXML2 {
    /// Sets up the library; to be called before anything else of it.
    package static func prepare() { _ = prepared }

    /// libxml2's default is to print to standard error, document text included.
    static let ignoreErrors: xmlStructuredErrorFunc = { _, _ in }

    /// Runs `body`, during which the files of one folder can be loaded, for example by the imports of a schema.
    ///
    /// Of what is asked for only the file's name counts, so nothing leads out of the folder.
    package static func allowingFiles<Result>(in folder: String, _ body: () -> Result) -> Result {
        onlyOneAllows.withLock { _ in
            allowedFolder.withLock { $0 = folder }
            defer { allowedFolder.withLock { $0 = nil } }
            return body()
        }
    }

    private static let onlyOneAllows = Mutex(())
    private static let allowedFolder = Mutex<String?>(nil)

    private static let prepared: Void = {
        xmlInitParser()
        // The default loader reads files and fetches from the network.
        xmlSetExternalEntityLoader { location, _, parser in
            guard let location, let folder = allowedFolder.withLock({ $0 }) else { return nil }
            let name = String(cString: location).utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) }
            guard let name = name ?? nil else { return nil }
            return xmlNewInputFromFile(parser, folder + name)
        }
    }()
}
