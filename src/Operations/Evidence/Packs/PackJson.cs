using System.Text.Json;
using System.Text.Json.Serialization;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>The claim's facts for programs: money in yuan with two decimals as text, instants with their offset, reasons as codes.</summary>
internal static class PackJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Of(PackFacts facts)
    {
        var (claim, policy, asset) = (facts.Claim, facts.Policy, facts.Asset);
        var cover = facts.Terms?.CoverFor(claim.Cover);
        return JsonSerializer.Serialize(
            new
            {
                claim = new
                {
                    claim.Number,
                    State = claim.State.ToString(),
                    Cover = claim.Cover.ToString(),
                    claim.LossKey,
                    LossAt = PackTime.Exact(claim.LossAt),
                    LossEndedAt = PackTime.Exact(claim.LossEndedAt),
                    ProvenSeconds = claim.ProvenDuration.TotalSeconds,
                    claim.Trigger,
                    claim.LossStep,
                    claim.Persons,
                    PerPersonYuan = claim.PerPerson.ToString(),
                    LossYuan = claim.LossAmount?.ToString(),
                    PayableYuan = claim.PayableAmount?.ToString(),
                    AgreedYuan = claim.AgreedAmount?.ToString(),
                    NotifyBy = PackTime.Exact(claim.NotifyBy),
                    NotifiedAt = PackTime.Exact(claim.NotifiedAt),
                    PaidAt = PackTime.Exact(claim.PaidAt),
                    Reasons = facts.Assessment?.Reasons.Select(reason => reason.ToString()),
                    History = claim.History.OrderBy(line => line.Sequence).Select(line => new
                    {
                        line.Sequence,
                        Action = line.Action.ToString(),
                        From = line.From?.ToString(),
                        To = line.To.ToString(),
                        Role = line.Role.ToString(),
                        Organisation = facts.Parties.Organisation(line.OrganisationId)?.Zh,
                        At = PackTime.Exact(line.At),
                        Reason = line.Reason.ToString(),
                        line.Note,
                    }),
                },
                policy = new
                {
                    policy.Number,
                    Insurer = facts.Parties.Organisation(policy.InsurerId)?.Zh,
                    Holder = facts.Parties.Organisation(policy.HolderId)?.Zh,
                    TermsVersion = facts.Terms?.Version,
                    ValidFrom = PackTime.Exact(facts.Terms?.ValidFrom),
                    ValidUntil = PackTime.Exact(facts.Terms?.ValidUntil),
                    facts.Terms?.Exclusions,
                    EventLimitYuan = cover?.EventLimit?.ToString(),
                    AggregateLimitYuan = cover?.AggregateLimit?.ToString(),
                    DeductibleYuan = cover?.Deductible.ToString(),
                    WaitingDays = cover?.WaitingPeriod.TotalDays,
                },
                asset = new
                {
                    Site = facts.Place.SiteCode,
                    facts.Place.Code,
                    Type = asset.TypeKey,
                    Name = facts.Place.Name.Zh,
                    Community = facts.Place.Community.Zh,
                    Building = facts.Place.Building?.Zh,
                    CommissionedOn = PackTime.Day(asset.CommissionedOn),
                    Attributes = asset.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(pair => pair.Key, pair => pair.Value),
                },
                inspection = new { facts.Inspection.Holds, facts.Inspection.Basis, Until = PackTime.Day(facts.Inspection.Until), facts.Inspection.Number },
                fault = facts.Fault is { } fault ? new { fault.Number, fault.Family, Mode = fault.ModeKey, Severity = fault.Severity.ToString(), State = fault.State.ToString() } : null,
                telemetry = new { From = PackTime.Exact(facts.From), Until = PackTime.Exact(facts.Until), facts.IsComplete, ExpectedSeconds = facts.ExpectedInterval.TotalSeconds },
            },
            Options) + "\n";
    }
}
