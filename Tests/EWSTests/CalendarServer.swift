import Connector
import ConnectorTesting
import HTTPTransport
import Interactions
import MailboxReading
import Testing

@testable import EWS

extension `A calendar` {
    /// A calendar on a server, as far as a reader can see it.
    actor Server {
        var state = "s1"
        var changes: [(kind: String, id: String)] = []
        var events: [(id: String, start: String, end: String)]
        var vanished: Set<String> = []
        var series: Set<String> = []
        /// What stands in `RequiredAttendees` of every item.
        var attendees = ""
        /// At most so many entries in a view, whatever was asked for.
        var viewLimit = 1_000
        private(set) var questions: [Question] = []

        init(_ events: [(id: String, start: String, end: String)]) {
            self.events = events
        }

        func change(to state: String, _ changes: [(kind: String, id: String)]) {
            self.state = state
            self.changes = changes
        }

        func limitViews(to limit: Int) { viewLimit = limit }

        func remove(_ id: String) { vanished.insert(id) }

        func invite(_ attendees: String) { self.attendees = attendees }

        func repeats(_ id: String) { series.insert(id) }

        func forgetQuestions() { questions = [] }

        func answer(_ exchange: HTTPExchange) -> HTTPAnswer {
            let question = Question(exchange)
            questions.append(question)
            switch question.operation {
            case "SyncFolderItems":
                let isNews = question.syncState != state
                return Exchange.syncFolderItems(state: state, isLast: true, changes: isNews ? changes : [])
            case "FindItem": return view(question)
            default:
                let messages = question.itemIDs.map { id in
                    vanished.contains(id) ? Exchange.error("GetItem", "ErrorItemNotFound") : item(id)
                }
                return Exchange.answer("GetItem", messages)
            }
        }

        private func view(_ question: Question) -> HTTPAnswer {
            let start = question.viewStart ?? ""
            let end = question.viewEnd ?? ""
            let overlapping = events.filter { $0.end >= start && $0.start < end }
            let items = overlapping.prefix(viewLimit).map {
                "<t:CalendarItem><t:ItemId Id=\"\($0.id)\"/><t:Start>\($0.start)</t:Start></t:CalendarItem>"
            }
            return Exchange.answer(
                "FindItem",
                [
                    Exchange.success(
                        "FindItem",
                        "<m:RootFolder TotalItemsInView=\"\(overlapping.count)\" IncludesLastItemInRange=\""
                            + "\(overlapping.count <= viewLimit)\"><t:Items>\(items.joined())</t:Items></m:RootFolder>"
                    )
                ]
            )
        }

        private func item(_ id: String) -> String {
            let event = events.first { $0.id == id }
            return Exchange.item(
                id,
                "<t:UID>\(id)</t:UID><t:Start>\(event?.start ?? "")</t:Start><t:End>\(event?.end ?? "")</t:End>"
                    + (series.contains(id) ? "<t:CalendarItemType>RecurringMaster</t:CalendarItemType>" : "")
                    + "<t:RequiredAttendees>\(attendees)</t:RequiredAttendees>",
                element: "CalendarItem"
            )
        }
    }
}
