using System.Text.Json;
using System.Text.Json.Serialization;
using Facilities.Domain.Certificates;
using Facilities.Domain.Faults;

namespace Facilities.Domain.Inspections;

/// <summary>Reads the library and checks that it is whole: every error it finds is named at once.</summary>
internal sealed class InspectionTemplateReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter<Performer>(JsonNamingPolicy.SnakeCaseLower), new JsonStringEnumConverter<Severity>(), new JsonStringEnumConverter<CertificateKind>(JsonNamingPolicy.SnakeCaseLower), new JsonStringEnumConverter<ReadingTake>(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly List<string> _errors = [];

    /// <exception cref="InspectionTemplateException">Something is missing, unknown or contradicts itself.</exception>
    public static InspectionLibrary Read(string json)
    {
        LibraryText text;
        try
        {
            text = JsonSerializer.Deserialize<LibraryText>(json, Options) ?? throw new JsonException("The file is empty.");
        }
        catch (JsonException wrong)
        {
            throw new InspectionTemplateException([wrong.Message]);
        }

        return new InspectionTemplateReader().Library(text);
    }

    private InspectionLibrary Library(LibraryText text)
    {
        var keeping = text.Keeping.Select(item => new RecordKeeping(item.Key, item.Years, item.Basis, Mark(item.Key, item.Mark))).ToList();
        var outages = text.Outages.Select(item => new OutageLimit(item.Type, TimeSpan.FromHours(item.Hours), item.Basis, Mark(item.Type, item.Mark))).ToList();
        var templates = text.Templates.Select(item => Template(item, keeping)).ToList();
        foreach (var twice in templates.GroupBy(template => template.Key).Where(group => group.Count() > 1)) _errors.Add($"{twice.Key}: stands twice.");
        foreach (var template in templates) CheckIncludes(template, templates);
        if (text.Version < 1) _errors.Add("version: counts from 1.");
        return _errors.Count == 0 ? new InspectionLibrary(text.Version, templates, keeping, outages) : throw new InspectionTemplateException(_errors);
    }

    private InspectionTemplate Template(TemplateText text, List<RecordKeeping> keeping)
    {
        var key = text.Key;
        var mark = Mark(key, text.Mark);
        var anchor = text.Anchor switch
        {
            "fixed" => InspectionAnchor.Fixed,
            "floating" => InspectionAnchor.Floating,
            "maximum" => InspectionAnchor.MaximumInterval,
            _ => Wrong(key, $"anchor '{text.Anchor}' is none of fixed, floating, maximum.", InspectionAnchor.Fixed),
        };
        var interval = Interval(key, text.Interval);
        var changes = (text.Changes ?? []).Select(change => new TemplateChange(change.From, Interval(key, change.Interval), change.Basis, Mark(key, change.Mark))).ToList();
        Require(changes.Zip(changes.Skip(1)).All(pair => pair.First.From < pair.Second.From), key, "changes must ascend by date.");
        Require(text.By.Count > 0, key, "by: nobody does it.");
        Require(text.Evidence.Count > 0, key, "evidence: nothing is asked for.");
        Require(!string.IsNullOrWhiteSpace(text.Zh) && !string.IsNullOrWhiteSpace(text.En), key, "zh, en: a name is missing.");
        Require(!string.IsNullOrWhiteSpace(text.Basis), key, "basis: is missing.");
        Require(text.Signatures is >= 1 and <= 5, key, "signatures: between 1 and 5.");
        Require(text.Statutory || text.OnDemand is null, key, "onDemand: only a statutory duty needs leave to be stretched.");
        Require(text.Statutory || mark is not BasisMark.Stated || text.Basis != "default", key, "basis: ours is marked D.");
        Require(text.EarlyMonths is null or (>= 1 and <= 12), key, "earlyMonths: between 1 and 12.");
        Require(text.ReinspectMonths is null || anchor == InspectionAnchor.Fixed, key, "reinspectMonths: only a fixed cycle needs it; the others begin anew after an outage anyway.");
        Require(text.RoundHours is null or (>= 1 and <= 24), key, "roundHours: between 1 and 24.");
        Require(text.StepsMark is null || text.Steps is { Count: > 0 }, key, "stepsMark: there are no steps.");
        Require(text.Licence is null || CertificateKinds.IsLicence(text.Licence.Kind), key, "licence: is no licence of a person.");
        Require(text.When is null || text.When.Count == 1, key, "when: names one attribute.");
        Require(text.When is not null || !text.WhenUnstated, key, "whenUnstated: there is no when.");
        var kept = keeping.Find(item => item.Key == text.Keep);
        Require(kept is not null, key, $"keep: there is no class '{text.Keep}'.");
        OnDemandBounds? onDemand = null;
        if (text.OnDemand is { } bounds)
        {
            onDemand = new OnDemandBounds(Interval(key, bounds.Longest), bounds.Basis, Mark(key, bounds.Mark));
            Require(!onDemand.Longest.IsWithin(interval), key, "onDemand: is no longer than the interval.");
        }

        YearSeason? season = null;
        if (text.Season is { } part)
        {
            try
            {
                season = YearSeason.Parse(part);
            }
            catch (FormatException wrong)
            {
                _errors.Add($"{key}: season: {wrong.Message}");
            }
        }

        return new InspectionTemplate(key, text.Type, text.Zh, text.En, interval, anchor, text.By.Count > 0 ? text.By[0] : Performer.Firm, text.Statutory, text.Evidence, text.Basis, mark)
        {
            AlsoBy = [.. text.By.Skip(1)],
            PerformerMark = text.ByMark is { } by ? Mark(key, by) : mark,
            Signatures = text.Signatures,
            Steps = Steps(key, text.Steps ?? []),
            StepsMark = text.StepsMark is { } founded ? Mark(key, founded) : BasisMark.Default,
            Includes = text.Includes ?? [],
            EarlyMonths = text.EarlyMonths,
            AvoidsHolidays = text.AvoidsHolidays,
            Season = season,
            ReinspectMonths = text.ReinspectMonths,
            AnchoredBy = text.AnchoredBy,
            When = text.When?.First(),
            WhenUnstated = text.WhenUnstated,
            RoundEvery = text.RoundHours is { } hours ? TimeSpan.FromHours(hours) : null,
            OnDemand = onDemand,
            Licence = text.Licence is { } licence ? new LicenceDemand(licence.Kind, licence.Basis, Mark(key, licence.Mark)) : null,
            Keeping = kept ?? RecordKeeping.Own,
            Changes = changes,
        };
    }

    private InspectionStep[] Steps(string key, IReadOnlyList<StepText> texts)
    {
        foreach (var twice in texts.GroupBy(step => step.Key).Where(group => group.Count() > 1)) _errors.Add($"{key}: step {twice.Key} stands twice.");
        foreach (var step in texts)
        {
            Require(step.Unit is not null || step.Minimum is null && step.Maximum is null, key, $"step {step.Key}: limits without a unit.");
            Require(step.Unit is not null || step.Point is null, key, $"step {step.Key}: a point without a unit.");
            Require(!(step.Minimum > step.Maximum), key, $"step {step.Key}: minimum above maximum.");
        }

        return [.. texts.Select(step => new InspectionStep(step.Key, step.Zh, step.En, step.Severity, step.Family, step.Unit, step.Minimum, step.Maximum, step.Point is { } point ? new StepReading(point, step.Take) : null))];
    }

    private void CheckIncludes(InspectionTemplate template, List<InspectionTemplate> all)
    {
        foreach (var key in template.Includes)
        {
            var shorter = all.Find(other => other.Key == key);
            Require(shorter is not null && shorter.AssetType == template.AssetType, template.Key, $"includes: there is no '{key}' for this type.");
            Require(shorter is null || shorter.Interval.IsWithin(template.Interval), template.Key, $"includes: '{key}' is not shorter.");
        }
    }

    private InspectionInterval Interval(string key, string text)
    {
        try
        {
            return InspectionInterval.Parse(text);
        }
        catch (FormatException wrong)
        {
            return Wrong(key, wrong.Message, InspectionInterval.HalfMonth);
        }
    }

    private BasisMark Mark(string key, string text) => text switch
    {
        "S" => BasisMark.Stated,
        "M" => BasisMark.Check,
        "D" => BasisMark.Default,
        _ => Wrong(key, $"mark '{text}' is none of S, M, D.", BasisMark.Check),
    };

    private void Require(bool holds, string key, string error)
    {
        if (!holds) _errors.Add($"{key}: {error}");
    }

    private T Wrong<T>(string key, string error, T instead)
    {
        _errors.Add($"{key}: {error}");
        return instead;
    }

    private sealed record LibraryText(int Version, IReadOnlyList<KeepingText> Keeping, IReadOnlyList<OutageText> Outages, IReadOnlyList<TemplateText> Templates);

    private sealed record KeepingText(string Key, int Years, string Basis, string Mark);

    private sealed record OutageText(string Type, int Hours, string Basis, string Mark);

    private sealed record ChangeText(DateOnly From, string Interval, string Basis, string Mark);

    private sealed record LicenceText(CertificateKind Kind, string Basis, string Mark);

    private sealed record OnDemandText(string Longest, string Basis, string Mark);

    private sealed record StepText(string Key, string Zh, string En, Severity Severity, string Family, string? Unit = null, double? Minimum = null, double? Maximum = null, string? Point = null,
        ReadingTake Take = ReadingTake.Last);

    private sealed record TemplateText(
        string Key, string Type, string Zh, string En, string Interval, string Anchor, IReadOnlyList<Performer> By, bool Statutory, IReadOnlyList<string> Evidence, string Basis, string Mark, string Keep,
        int Signatures = 1, bool AvoidsHolidays = true, string? ByMark = null, string? StepsMark = null, string? AnchoredBy = null, int? EarlyMonths = null, int? ReinspectMonths = null, int? RoundHours = null,
        string? Season = null, IReadOnlyDictionary<string, string>? When = null, bool WhenUnstated = false, IReadOnlyList<string>? Includes = null, IReadOnlyList<StepText>? Steps = null,
        OnDemandText? OnDemand = null, LicenceText? Licence = null, IReadOnlyList<ChangeText>? Changes = null);
}
