/// The ASCII local part of an address, made of a name.
enum Alias {
    /// Small ASCII letters, digits and dots only, for example `jurgen.weiss`; empty if nothing of the name can be kept.
    static func make(_ parts: String...) -> String {
        parts.map(ascii).filter { !$0.isEmpty }.joined(separator: ".")
    }

    private static func ascii(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": result.unicodeScalars.append(scalar)
            case "A"..."Z": result += String(scalar).lowercased()
            default: result += replacements[scalar] ?? ""
            }
        }
        return result
    }

    private static let replacements: [Unicode.Scalar: String] = {
        let table = """
            áàãåâÁÀÃÅÂ=a äÄ=a çčÇČ=c éèêëěÉÈÊËĚ=e ễ=e ğĞ=g íìîïıİ=i łŁ=l ñňÑŇ=n óòôõöøÓÒÔÕÖØ=o řŘ=r šşŠŞ=s ß=ss úùûüůÚÙÛÜŮ=u \
            ýÿÝ=y žŽ=z æ=ae
            """
        var replacements: [Unicode.Scalar: String] = [:]
        for entry in table.split(separator: " ") {
            let sides = entry.split(separator: "=")
            for scalar in sides[0].unicodeScalars { replacements[scalar] = String(sides[1]) }
        }
        return replacements
    }()
}
