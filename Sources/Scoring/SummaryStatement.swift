import Interactions

/// One thing that the numbers of a relationship say; its sentences are in files by language.
///
/// Of us they speak as `you`, the team that reads them; of the others as `they`, whoever they are.
enum SummaryStatement {
    /// Both sides did it as often.
    case asOften(Interaction.Kind, Int64)
    /// One side did it so much more often than the other: how often each.
    case moreOften(Interaction.Kind, more: Int64, Int64, than: Int64, isOurs: Bool)
    /// Of what one side asked, how much the other answered, and in how many seconds on average.
    case answers(Int64, of: Int64, seconds: Int64?, isOurs: Bool)
    /// By how many seconds one side's answers are faster.
    case faster(Int64, isOurs: Bool)
    /// Seconds that each side spent.
    case spent(ours: Int64, theirs: Int64)
    case circle(Score.Circle)
    case mailsWait(Int64)
    case callsWait(Int64)
    /// What is usual, or, where there is no rhythm yet, expected.
    case last(days: Int64, rhythm: Int64, isLearnt: Bool)
    /// Days of the calendar.
    case next(days: Int64, Interaction.Kind)
    case nothingAhead

    /// Nil where neither side did.
    static func compared(_ kind: Interaction.Kind, _ ours: Int64, _ theirs: Int64) -> Self? {
        guard ours + theirs > 0 else { return nil }
        let (more, less) = (max(ours, theirs), min(ours, theirs))
        return more == less
            ? .asOften(kind, more)
            : .moreOften(kind, more: more - less, more, than: less, isOurs: ours > theirs)
    }

    /// Nil where none waits.
    static func waiting(_ kind: Interaction.Kind, _ count: Int64) -> Self? {
        count == 0 ? nil : kind == .phoneCall ? .callsWait(count) : .mailsWait(count)
    }

    /// Nil where nothing was asked.
    static func answered(_ answers: Score.Answers, isOurs: Bool) -> Self? {
        guard answers.asked > 0 else { return nil }
        return .answers(answers.answered, of: answers.asked, seconds: answers.averageSeconds, isOurs: isOurs)
    }

    /// Nil where one side never answered, or none is faster by a tenth of an hour.
    static func speed(ours: Score.Answers, theirs: Score.Answers) -> Self? {
        guard let our = ours.averageSeconds, let their = theirs.averageSeconds, abs(our - their) >= 360 else {
            return nil
        }
        return .faster(abs(their - our), isOurs: our < their)
    }

    /// Nil where neither side spent a tenth of an hour.
    static func time(ours: Int64, theirs: Int64) -> Self? {
        max(ours, theirs) >= 360 ? .spent(ours: ours, theirs: theirs) : nil
    }
}
