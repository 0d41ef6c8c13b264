using Facilities.Domain.Contracts;

namespace Facilities.Dashboard.Pages.Contracts;

/// <summary>A clause as it is typed.</summary>
/// <param name="kind">What is measured.</param>
internal sealed class ClauseEntry(ClauseKind kind)
{
    public ClauseKind Kind { get; } = kind;

    /// <summary>Null: it isn't promised.</summary>
    public double? Percent { get; set; }

    /// <summary>Where faults are timed.</summary>
    public int? Minutes { get; set; }
}
