using Facilities.Dashboard.Format;
using Facilities.Operations.Explanations;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>Closed faults of the same kind: what was done, how long it took, and whether it held.</summary>
public sealed partial class FaultCases
{
    [Parameter, EditorRequired]
    public IReadOnlyList<PastCase> Cases { get; set; } = [];

    [Inject]
    private Terms Terms { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    /// <summary>The crew's words first: they say more than the code.</summary>
    /// <summary>What was done, by its code; beside it stands what the crew wrote, in its own language.</summary>
    private string? Work(PastCase past) => past.Work is { } work ? Terms.Say(work) : string.IsNullOrEmpty(past.Words) ? T["cases.noWork"].Value : null;

    private string Facts(PastCase past)
    {
        string?[] facts =
        [
            past.Parts is { Length: > 0 } parts ? T["cases.parts", parts].Value : null,
            past.TimeToFix is { } time ? T["cases.time", Format.Span(time)].Value : null,
            Terms.Word("caseProof", past.Proof),
            past.CameBack > 0 ? T["cases.back", DisplayFormat.Count(past.CameBack)].Value : null,
        ];
        return string.Join(" · ", facts.OfType<string>());
    }
}
