/// The operations that the simulator knows; the raw value is the name of the request's element.
package enum EWSOperation: String, Hashable, Sendable, CaseIterable {
    case getFolder = "GetFolder"
    case findFolder = "FindFolder"
    case syncFolderHierarchy = "SyncFolderHierarchy"
    case syncFolderItems = "SyncFolderItems"
    case findItem = "FindItem"
    case getItem = "GetItem"
    case resolveNames = "ResolveNames"
    case convertId = "ConvertId"
    case getServerTimeZones = "GetServerTimeZones"
}
