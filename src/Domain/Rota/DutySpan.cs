namespace Facilities.Domain.Rota;

/// <summary>One person on duty on one level during [From, Until).</summary>
/// <param name="Level">As what.</param>
/// <param name="User">Who.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC.</param>
/// <param name="InsteadOf">Whose shift it is, when this person stands in for somebody.</param>
public sealed record DutySpan(DutyLevel Level, UserId User, DateTimeOffset From, DateTimeOffset Until, UserId? InsteadOf = null);
