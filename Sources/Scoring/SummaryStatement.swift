import Interactions

/// One thing that the numbers of a relationship say; its sentences are in files by language.
///
/// Of us they speak as `you`, the team that reads them; of the others as `they`, whoever they are.
enum SummaryStatement {
    /// How often we did it, and how often they.
    case moreOften(Interaction.Kind, ours: Int64, theirs: Int64)
    /// Of what one side asked, how much the other answered, and in how many seconds on average.
    case answers(Int64, of: Int64, seconds: Int64?, isOurs: Bool)
    /// By how many seconds our answers are faster than theirs; less than zero where theirs are.
    case faster(Int64)
    case hours(ours: Int64, theirs: Int64)
    case circle(Score.Circle)
    case waiting(Int64)
    /// What is usual, or, where there is no rhythm yet, expected.
    case last(days: Int64, rhythm: Int64, isLearnt: Bool)
    /// Days of the calendar.
    case next(days: Int64, Interaction.Kind)
    case nothingAhead

    /// Nil where neither side did.
    static func compared(_ kind: Interaction.Kind, _ ours: Int64, _ theirs: Int64) -> Self? {
        ours + theirs > 0 ? .moreOften(kind, ours: ours, theirs: theirs) : nil
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
        return .faster(their - our)
    }

    /// Nil where no time was spent.
    static func time(ours: Int64, theirs: Int64) -> Self? {
        ours + theirs >= 360 ? .hours(ours: ours, theirs: theirs) : nil
    }
}
