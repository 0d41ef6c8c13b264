using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Insurance;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Operations.Policies;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Policies;

/// <summary>One policy: what it costs and covers, version by version, and what comes back without a claim.</summary>
public sealed partial class PolicyPage
{
    /// <summary>The rest is a number: nobody reads more beside the terms.</summary>
    private const int MostAssets = 60;

    private PolicyDetail? _detail;

    [Parameter]
    public string Number { get; set; } = "";

    [Inject]
    private PolicyQueries Policies { get; set; } = default!;

    [Inject]
    private PolicyWords Words { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Claim);

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!int.TryParse(Number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || await Policies.GetAsync(caller, new PolicyId(id), cancellationToken) is not { } detail)
        {
            throw new RuleViolation(OperationCodes.NotFound);
        }

        _detail = detail;
    }

    private static PolicyTermsRow Current(PolicyDetail detail) => detail.Terms.First(terms => terms.Version == detail.Row.Version);

    private string Bonus(PolicyTermsRow terms) => terms.NoClaimBonusPercent == 0 ? DisplayFormat.NoValue : terms.Bonus is { } bonus ? Format.Yuan(bonus.Yuan) : T["bonus.open"];

    private string Limit(Money? limit) => limit is { } known ? Format.Yuan(known.Yuan) : DisplayFormat.NoValue;
}
