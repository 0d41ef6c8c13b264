using System.Globalization;
using Facilities.Domain.Faults;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>The page of a pack that people open.</summary>
internal static class PackIndex
{
    private static readonly FaultAction[] Proving = [FaultAction.ReportFixed, FaultAction.StartSoak, FaultAction.ExtendSoak, FaultAction.AskPerson, FaultAction.PassSoak, FaultAction.Verify, FaultAction.Close, FaultAction.Reopen];

    /// <param name="missing">Digests of pictures whose bytes aren't there any more.</param>
    public static string Of(PackFacts facts, IReadOnlySet<string> missing, PackWords words, CultureInfo culture)
    {
        var claim = facts.Claim;
        var title = PackText.Say(culture, "index.title", claim.Number, words.Word(culture, "cover." + claim.Cover), facts.Place.Name.For(culture));
        var page = new PackHtml(culture, words, title);
        page.Line(page.T("index.about")).Line(page.T(facts.IsComplete ? "index.complete" : "index.incomplete", PackTime.Shown(facts.From), PackTime.Shown(facts.Until)), isSmall: true);
        page.Links((PackNames.Index, "中文"), (PackNames.IndexEn, "English"));
        Claim(page, facts);
        Loss(page, facts);
        page.Begin(page.T("section.timeline")).Table([page.T("col.moment"), page.T("col.at"), page.T("col.source")], facts.Timeline.Select(entry => new[]
        {
            page.Word("moment", entry.Code), PackTime.Shown(entry.At), entry.Source,
        })).Links((PackNames.Timeline, PackNames.Timeline)).End();
        page.Begin(page.T("section.telemetry")).Line(page.T("telemetry.about", facts.ExpectedInterval.TotalSeconds), isSmall: true)
            .Pictures(facts.Points.Select(point => (PackNames.Chart(point.Definition.Key), page.Name(point.Name))), isWide: true).Links((PackNames.Telemetry, PackNames.Telemetry)).End();
        Inspection(page, facts);
        Work(page, facts, missing);
        page.Begin(page.T("section.history")).Table([page.T("col.at"), page.T("col.action"), page.T("col.who"), page.T("col.reason"), page.T("col.note")], claim.History.OrderBy(line => line.Sequence).Select(line => new[]
        {
            PackTime.Shown(line.At), page.Word("claimAction", line.Action), Who(page, facts, line.Role, line.OrganisationId), page.Say(line.Reason), line.Note,
        })).End();
        page.Begin(page.T("section.proof")).Line(page.T("proof.about")).Line("facilities evidence verify FILE").Links((PackArchive.Manifest, PackArchive.Manifest), (PackArchive.Signature, PackArchive.Signature), (PackNames.Audit, PackNames.Audit), (PackNames.Facts, PackNames.Facts)).End();
        return page.ToString();
    }

    internal static string Who(PackHtml page, PackFacts facts, Domain.Access.Role role, Domain.OrganisationId? organisation) =>
        facts.Parties.Organisation(organisation) is { } name ? $"{page.Word("role", role)} · {page.Name(name)}" : page.Word("role", role);

    private static void Claim(PackHtml page, PackFacts facts)
    {
        var (claim, policy, asset) = (facts.Claim, facts.Policy, facts.Asset);
        var cover = facts.Terms?.CoverFor(claim.Cover);
        page.Begin(page.T("section.claim")).Pairs(
            (page.T("claim.number"), claim.Number),
            (page.T("claim.state"), page.Word("claimState", claim.State)),
            (page.T("claim.policy"), policy.Number),
            (page.T("claim.insurer"), page.Name(facts.Parties.Organisation(policy.InsurerId))),
            (page.T("claim.holder"), page.Name(facts.Parties.Organisation(policy.HolderId))),
            (page.T("claim.terms"), facts.Terms is { } terms ? page.T("claim.termsOf", terms.Version, PackTime.Shown(terms.ValidFrom), PackTime.Shown(terms.ValidUntil)) : page.T("claim.noTerms")),
            (page.T("claim.eventLimit"), cover?.EventLimit?.ToString()),
            (page.T("claim.aggregate"), cover?.AggregateLimit?.ToString()),
            (page.T("claim.deductible"), cover?.Deductible.ToString()),
            (page.T("asset.name"), $"{page.Name(facts.Place.Name)} ({facts.Place.SiteCode}/{facts.Place.Code})"),
            (page.T("asset.place"), string.Join(" · ", new[] { page.Name(facts.Place.Community), facts.Place.Building is { } building ? page.Name(building) : "", facts.Address ?? "" }.Where(part => part.Length > 0))),
            (page.T("asset.commissioned"), PackTime.Day(asset.CommissionedOn)),
            (page.T("asset.age"), asset.CommissionedOn is { } since ? page.T("asset.years", Math.Max(0, SiteDay.Of(claim.LossAt).Year - since.Year - (SiteDay.Of(claim.LossAt).DayOfYear < since.DayOfYear ? 1 : 0))) : null),
            (page.T("fault.number"), facts.Fault?.Number)).End();
    }

    private static void Loss(PackHtml page, PackFacts facts)
    {
        var claim = facts.Claim;
        page.Begin(page.T("section.loss")).Pairs(
            (page.T("loss.began"), PackTime.Shown(claim.LossAt)),
            (page.T("loss.ended"), PackTime.Shown(claim.LossEndedAt)),
            (page.T("loss.proven"), claim.ProvenDuration.ToString("c", CultureInfo.InvariantCulture)),
            (page.T("loss.trigger"), claim.Trigger),
            (page.T("loss.step"), claim.Trigger is null ? null : claim.LossStep.ToString(CultureInfo.InvariantCulture)),
            (page.T("loss.persons"), claim.Persons?.ToString(CultureInfo.InvariantCulture)),
            (page.T("loss.perPerson"), claim.Trigger is null ? claim.PerPerson.ToString() : null),
            (page.T("loss.amount"), claim.LossAmount?.ToString()),
            (page.T("loss.payable"), claim.PayableAmount?.ToString()),
            (page.T("loss.agreed"), claim.AgreedAmount?.ToString()));
        foreach (var reason in facts.Assessment?.Reasons ?? []) page.Line(page.Say(reason), isSmall: true);
        page.End();
    }

    private static void Inspection(PackHtml page, PackFacts facts)
    {
        var state = facts.Inspection;
        page.Begin(page.T("section.inspection"))
            .Line(page.T(state.Holds switch { true => "inspection.held", false => "inspection.expired", null => "inspection.unknown" }, PackTime.Day(state.Until)))
            .Line(page.T("inspection.basis." + state.Basis, state.Number), isSmall: true)
            .Table([page.T("col.paper"), page.T("col.number"), page.T("col.issued"), page.T("col.until")], facts.Papers.Select(paper => new[]
            {
                page.Word("paper", paper.Kind), paper.Number, PackTime.Day(paper.IssuedOn), PackTime.Day(paper.ValidUntil),
            })).Links((PackNames.Papers, PackNames.Papers));
        page.Line(page.T("maintenance.title")).Table([page.T("col.work"), page.T("col.due"), page.T("col.at"), page.T("col.who"), page.T("col.doubts")], facts.Maintenance.Select(item => new[]
        {
            Domain.Inspections.InspectionTemplates.Find(item.TemplateKey) is { } template ? (page.Culture.TwoLetterISOLanguageName == "zh" ? template.Name : template.NameEn) : item.TemplateKey,
            PackTime.Day(item.DueDate), PackTime.Shown(item.EndedAt), page.Name(facts.Parties.Organisation(item.DoneByOrganisation)), string.Join(' ', item.Doubts),
        })).Links((PackNames.Maintenance, PackNames.Maintenance)).End();
    }

    private static void Work(PackHtml page, PackFacts facts, IReadOnlySet<string> missing)
    {
        var history = facts.Fault?.History ?? [];
        page.Begin(page.T("section.work"));
        Lines(history);
        page.Links((PackNames.WorkOrder, PackNames.WorkOrder)).End();
        page.Begin(page.T("section.parts"));
        if (facts.Parts is { } parts) page.Pairs((page.T("parts.list"), parts.Parameters.GetValueOrDefault("parts")), (page.T("parts.cost"), parts.Parameters.GetValueOrDefault("cost")));
        else page.Line(page.T("parts.none"));
        page.Links((PackNames.Parts, PackNames.Parts)).End();
        page.Begin(page.T("section.photos")).Pictures(facts.Files.Where(file => !missing.Contains(file.Sha256))
            .Select(file => (PackNames.Photo(file.Sha256, file.MediaType), $"{page.T("photo." + file.Kind)} · {PackTime.Shown(file.TakenAt)}")));
        if (facts.Files.Count == 0) page.Line(page.T("photos.none"));
        page.Links((PackNames.Photos, PackNames.Photos)).End();
        page.Begin(page.T("section.verification"));
        var proof = history.Where(line => Proving.Contains(line.Action)).ToList();
        if (proof.Count == 0) page.Line(page.T("verification.none"));
        else Lines(proof);
        page.End();

        void Lines(IEnumerable<FaultEvent> lines) => page.Table([page.T("col.at"), page.T("col.action"), page.T("col.who"), page.T("col.reason"), page.T("col.note")], lines.Select(line => new[]
        {
            PackTime.Shown(line.At), page.Word("action", line.Action), Who(page, facts, line.Role, line.OrganisationId), page.Say(line.Reason), line.Note,
        }));
    }
}
