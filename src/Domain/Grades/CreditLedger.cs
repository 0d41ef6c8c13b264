namespace Facilities.Domain.Grades;

/// <summary>
/// A project manager's credit in a calendar year (项目经理信用分): 100 to begin with, moved by facts alone, so that nobody can enter a line and every line can be followed.
/// </summary>
/// <param name="Balance">What is left; may be above 100.</param>
/// <param name="Standing">What follows.</param>
/// <param name="Entries">Ascending by day.</param>
public sealed record CreditLedger(int Balance, CreditStanding Standing, IReadOnlyList<CreditEntry> Entries)
{
    public const int Start = 100;

    public static CreditLedger Of(IEnumerable<CreditFact> facts)
    {
        var balance = Start;
        var entries = new List<CreditEntry>();
        foreach (var fact in facts.OrderBy(fact => fact.Day).ThenBy(fact => fact.Kind).ThenBy(fact => fact.Fact?.Id))
            entries.Add(new CreditEntry(fact, PointsOf(fact.Kind), balance += PointsOf(fact.Kind)));
        return new CreditLedger(balance, balance < 60 ? CreditStanding.Replace : balance < 80 ? CreditStanding.Talk : CreditStanding.Good, entries);
    }

    public static int PointsOf(CreditKind kind) => kind switch
    {
        CreditKind.OverdueTop => -5,
        CreditKind.OverdueSevere => -2,
        CreditKind.MissedStatutory => -3,
        CreditKind.FalseRecord => -10,
        CreditKind.Reopened => -1,
        CreditKind.CleanMonth => 1,
        _ => 3,
    };
}
