using Facilities.Domain.Inspections;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>What telemetry says about a record: a word, a shield of its own and a tone.</summary>
public sealed partial class VerdictMark
{
    [Parameter, EditorRequired]
    public ProofVerdict Verdict { get; set; }

    private string Tone => Verdict switch
    {
        ProofVerdict.Proven => "ok",
        ProofVerdict.Partly => "part",
        ProofVerdict.Contradicted => "bad",
        _ => "na",
    };

    private string Symbol => Verdict switch
    {
        ProofVerdict.Proven => "verified_user",
        ProofVerdict.Partly => "gpp_maybe",
        ProofVerdict.Contradicted => "gpp_bad",
        _ => "help",
    };
}
