using Facilities.Operations.Faults;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>What ended in this fault: duplicates, and the consequences of one cause.</summary>
public sealed partial class MergedFaults
{
    [Parameter, EditorRequired]
    public IReadOnlyList<LinkedFault> Faults { get; set; } = [];

    /// <summary>All of them; the list may be cut.</summary>
    [Parameter, EditorRequired]
    public int Count { get; set; }
}
