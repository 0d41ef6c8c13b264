namespace Facilities.Dashboard.Access;

/// <summary>The demo's accounts; empty outside <c>--demo</c>.</summary>
internal sealed class DemoAccountList
{
    public IReadOnlyList<DemoAccountLine> Accounts { get; set; } = [];
}
