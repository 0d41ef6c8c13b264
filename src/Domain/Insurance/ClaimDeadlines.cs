namespace Facilities.Domain.Insurance;

/// <summary>
/// By when each state of a claim is to be left, and by whom. A pure function.
/// <code>
///   candidate, checked    insured   the policy's term to notify (48 h unless it says otherwise)
///   notified              insurer   a survey begins within 3 days                          our default
///   surveying, appealed   insurer   30 days to decide              Insurance Law of the PRC, art. 23
///   agreed, approved      insurer   paid within 10 days after agreement                    art. 23
/// </code>
/// The others wait for nobody.
/// </summary>
public static class ClaimDeadlines
{
    /// <summary>Until somebody looks at the loss.</summary>
    public static TimeSpan ToSurvey => TimeSpan.FromDays(3);

    /// <summary>Until it is decided what is paid, or that nothing is.</summary>
    public static TimeSpan ToDecide => TimeSpan.FromDays(30);

    /// <summary>From agreement to money.</summary>
    public static TimeSpan ToPay => TimeSpan.FromDays(10);

    private static TimeSpan LongestLead => TimeSpan.FromDays(3);

    /// <param name="state">The state it is in.</param>
    /// <param name="since">When it came into it.</param>
    /// <param name="notifyBy">The claim's own.</param>
    /// <param name="agreedAt">When the amount was agreed; null: it isn't.</param>
    /// <returns>Null: it waits for nobody.</returns>
    public static ClaimDue? Of(ClaimState state, DateTimeOffset since, DateTimeOffset notifyBy, DateTimeOffset? agreedAt) => state switch
    {
        ClaimState.Candidate or ClaimState.Checked => new ClaimDue(ClaimSide.Insured, notifyBy, TimeSpan.FromHours(24)),
        ClaimState.Notified => Due(since, ToSurvey),
        ClaimState.Surveying or ClaimState.Appealed => Due(since, ToDecide),
        ClaimState.Agreed or ClaimState.Approved => Due(agreedAt ?? since, ToPay),
        _ => null,
    };

    private static ClaimDue Due(DateTimeOffset from, TimeSpan term) => new(ClaimSide.Insurer, from + term, term / 2 < LongestLead ? term / 2 : LongestLead);
}
