import Interactions

/// The hosts at which Microsoft's clouds serve Exchange Online.
///
/// Worldwide, US Government (GCC High, DoD), China, and the German cloud that was closed in 2021. Sources:
/// <https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges>, and the lists for
/// `microsoft-365-u-s-government-gcc-high-endpoints`, `microsoft-365-u-s-government-dod-endpoints` and
/// `urls-and-ip-address-ranges-21vianet` beside it.
package enum MicrosoftCloud {
    /// Domains that are Microsoft's with everything below them.
    package static let domains = [
        "outlook.com", "office.com", "office365.com", "office.net", "cloud.microsoft", "microsoft.com",
        "microsoftonline.com", "windows.net", "hotmail.com", "live.com",
        "office365.us", "microsoft.us", "microsoftonline.us", "apps.mil",
        "outlook.cn", "office365.cn", "office.cn", "microsoftonline.cn", "chinacloudapi.cn",
        "office.de", "microsoftonline.de",
    ]

    /// Whether a host, without port, is one of Microsoft's.
    ///
    /// A name that a proxy of one's own answers to and that leads to Exchange Online cannot be known by it.
    package static func serves(_ host: String) -> Bool {
        var labels = host.caseFolded.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        if labels.last?.isEmpty == true { labels.removeLast() }
        return domains.contains { domain in
            let suffix = domain.utf8.split(separator: UInt8(ascii: "."))
            return labels.count >= suffix.count
                && zip(labels.suffix(suffix.count), suffix).allSatisfy { $0.elementsEqual($1) }
        }
    }
}
