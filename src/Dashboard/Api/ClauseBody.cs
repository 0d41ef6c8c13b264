using Facilities.Domain.Contracts;

namespace Facilities.Dashboard.Api;

/// <summary>A target of a contract.</summary>
/// <param name="Kind">What is measured.</param>
/// <param name="Target">Share, above 0 and at most 1.</param>
/// <param name="LimitMinutes">Asked for where faults are timed, refused elsewhere.</param>
internal sealed record ClauseBody(ClauseKind Kind, double Target, int? LimitMinutes = null)
{
    public ContractClause ToClause() => new(Kind, Target, LimitMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null);
}
