using Facilities.Domain.Assets;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Assets;

/// <summary>An asset with its papers; live values and history are read on their own.</summary>
public sealed record AssetDetail
{
    public required AssetRow Row { get; init; }

    public required LocalizedName TypeName { get; init; }

    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    public required Criticality Criticality { get; init; }

    public DateOnly? CommissionedOn { get; init; }

    public DateOnly? OutOfServiceSince { get; init; }

    /// <summary>The detection rules with the limits in force and where each comes from.</summary>
    public required IReadOnlyList<RuleRow> Rules { get; init; }

    /// <summary>Contracts that hold today or later, newest first.</summary>
    public required IReadOnlyList<ContractRow> Contracts { get; init; }

    public required IReadOnlyList<PolicyRow> Policies { get; init; }

    /// <summary>Open faults by urgency.</summary>
    public required IReadOnlyList<FaultRow> OpenFaults { get; init; }

    /// <summary>What was over before it was known, newest first, at most 20: it paged nobody and opened no fault.</summary>
    public required IReadOnlyList<FindingRow> Summaries { get; init; }
}
