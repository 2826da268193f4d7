/// Words that a scoring's results have in the feed; who makes such rows takes them from here.
package enum FeedWords {
    package static let healthStates = [
        "good", "fair", "poor", "not_enough", "no_activities", "in_progress", "dormant", "closed",
    ]
    package static let healthTrends = ["improving", "steady", "declining", "not_enough", "closed"]
    package static let reasons = ["none", "waiting", "silent", "declining", "unheard", "poor"]
    package static let bands = ["strong", "good", "weak", "unknown"]
}
