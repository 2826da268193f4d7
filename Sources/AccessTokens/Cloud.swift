/// Microsoft's clouds: each has a login and a Graph of its own, and no token of one opens another.
///
/// <https://learn.microsoft.com/graph/deployments>
package enum Cloud: String, Hashable, Sendable, CaseIterable {
    /// Also GCC.
    case worldwide
    /// GCC High.
    case usGovernmentL4
    /// Department of Defense.
    case usGovernmentL5
    /// 21Vianet.
    case china

    package var login: String {
        switch self {
        case .worldwide: "https://login.microsoftonline.com"
        case .usGovernmentL4, .usGovernmentL5: "https://login.microsoftonline.us"
        case .china: "https://login.chinacloudapi.cn"
        }
    }

    /// With the version that is read.
    package var graph: String {
        switch self {
        case .worldwide: "https://graph.microsoft.com/v1.0"
        case .usGovernmentL4: "https://graph.microsoft.us/v1.0"
        case .usGovernmentL5: "https://dod-graph.microsoft.us/v1.0"
        case .china: "https://microsoftgraph.chinacloudapi.cn/v1.0"
        }
    }
}
