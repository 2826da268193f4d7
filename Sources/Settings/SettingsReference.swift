/// The page that lists every setting, made of the table: `Documentation/configuration.md` is this text.
package enum SettingsReference {
    /// In Markdown that can be read as it is.
    package static var page: String {
        var text = introduction
        var blocks: [String] = []
        for block in SettingTable.all.map(\.block) where !blocks.contains(block) { blocks.append(block) }
        for block in blocks {
            text += "\n## " + (block.isEmpty ? "Outside of blocks" : "`\(block)`") + "\n"
            for setting in SettingTable.all where setting.block == block { text += "\n" + entry(setting) }
        }
        // Whoever prints it ends the line.
        return String(text.dropLast())
    }

    private static func entry(_ setting: Setting) -> String {
        var text = "### `\(setting.key)`\n\n\(setting.meaning)\n\n"
        text += "- " + setting.kind.phrase
        if setting.isRequired {
            text += "; must be given"
        } else if let standard = setting.kind.standard {
            text += "; default `\(standard)`"
        }
        text += "\n- `\(setting.variable)`\n"
        if !setting.formerKeys.isEmpty {
            let names = setting.formerKeys.map { "`\($0)`" }.joined(separator: ", ")
            text += "- also, as earlier versions had it: \(names)\n"
        }
        return text
    }

    private static let introduction = """
        # Configuration

        One JSON file, `rapport.json` in the working directory or the one that `--config` names. `rapport init` writes \
        one, `rapport config check` lists every mistake in it, `rapport config show` says what counts and where it \
        comes from. This page is what `rapport config reference` prints.

        - Every setting has a variable of the environment, which wins over the file. Lists have commas between their \
        values there.
        - Blocks are objects: `ews.url` is `{"ews": {"url": "..."}}`.
        - A relative path is relative to the configuration's file; one from the environment, to the working directory.
        - Secrets never stand in the file. They come from a variable, from a file of mode 0600 that the setting with \
        `File` at its end names, or from a supervisor's credential of the setting's name, such as \
        `LoadCredential=ews.password:/etc/rapport/password` of systemd.
        - A name that is not known is a mistake, in the file as in the environment.

        """
}

extension SettingKind {
    /// What it is, as the beginning of a sentence.
    fileprivate var phrase: String {
        switch self {
        case .choice(let names, _): "one of " + names.map { "`\($0)`" }.joined(separator: ", ")
        case .path(.madeFile, _), .path(.folder, _): expectation + ", which is made if it is not there"
        case .secret: "a secret: never in the file"
        case .text, .path, .flag, .number, .span, .list: expectation
        }
    }
}
