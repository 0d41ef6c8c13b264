using Facilities.Domain;
using Facilities.Domain.Insurance;
using Facilities.Operations.Policies;

namespace Facilities.Dashboard.Api;

/// <summary>A policy to record.</summary>
/// <param name="Number">The insurer's.</param>
/// <param name="Assets">Of communities that the caller's firm runs.</param>
/// <param name="Terms">Version 1.</param>
/// <param name="Source">What the premium is paid from.</param>
/// <param name="CommitteeCode">The owners' committee's unified social credit code, 18 characters; asked for unless the firm pays.</param>
/// <param name="Holder">Who runs the assets' community, or its owners' committee; left out: the former.</param>
internal sealed record PolicyBody(
    string Number, int Insurer, IReadOnlyList<int> Assets, TermsBody Terms, PremiumSource Source = PremiumSource.PropertyFirm, string? CommitteeCode = null, int? Holder = null)
{
    public PolicyDraft ToDraft() => new(
        Number, new OrganisationId(Insurer), Holder is { } holder ? new OrganisationId(holder) : null, [.. Assets.Select(id => new AssetId(id))], Source, CommitteeCode, Terms.ToDraft());
}
