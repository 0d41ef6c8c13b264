using Facilities.Dashboard.Format;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>What counts as fixed, and while telemetry watches, how much of it is there.</summary>
public sealed partial class FixedWhen
{
    [Parameter, EditorRequired]
    public FaultDetail Detail { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private Terms Terms { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private string When => Detail.Soak is { } soak
        ? T["fixed.until", Format.Moment(soak.Until)]
        : Detail.Row.State is FaultState.FollowUp or FaultState.Closed ? T["fixed.done"] : T["fixed.later"];

    private IEnumerable<FixCriterion> Criteria
    {
        get
        {
            var done = Detail.Row.State is FaultState.FollowUp or FaultState.Closed;
            var needs = Words.Template(Detail.Row.Place.TypeKey)?.Verification;
            if (Detail.Soak is { } soak)
            {
                yield return new FixCriterion(T["fixed.clear"], soak.RuleClear && soak.FamilyClear);
                yield return new FixCriterion(T["fixed.coverageNow", Format.Percent(soak.Coverage), Format.Percent(SoakPolicy.MinimumCoverage, 0)], soak.Coverage >= SoakPolicy.MinimumCoverage);
                if (soak.RequiredActivity > 0)
                {
                    yield return new FixCriterion(T["fixed.activityNow", Activity(needs), Format.Number(soak.Activity), Format.Number(soak.RequiredActivity)], soak.Activity >= soak.RequiredActivity);
                }

                foreach (var reason in soak.Reasons) yield return new FixCriterion(Terms.Say(reason), null);
                if (soak.NeedsPerson) yield return new FixCriterion(T["fixed.person"], null);
            }
            else
            {
                yield return new FixCriterion(T["fixed.clear"], done ? true : null);
                yield return new FixCriterion(T["fixed.coverage", Format.Percent(SoakPolicy.MinimumCoverage, 0)], done ? true : null);
                if (needs is { MinimumActivity: > 0 }) yield return new FixCriterion(T["fixed.activity", Activity(needs), Format.Number(needs.MinimumActivity)], done ? true : null);
            }

            yield return new FixCriterion(T["fixed.other"], null);
        }
    }

    private string Activity(VerificationNeeds? needs) =>
        needs?.ActivityPoint is { } point ? Words.Point(Detail.Row.Place.TypeKey, point) : "";
}
