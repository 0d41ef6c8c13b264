using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>What a person is filling in to report a fault of one asset; becomes a report. One intention has one key, however often it is sent.</summary>
internal sealed class FaultReportForm
{
    private string _mode = "";

    /// <param name="template">Of the asset's type.</param>
    /// <param name="role">Whose form it is.</param>
    public FaultReportForm(AssetTemplate template, Role role)
    {
        Template = template;
        Sources = role == Role.Regulator ? [FaultSource.Regulator] : [FaultSource.Resident, FaultSource.Hotline, FaultSource.Patrol];
        Source = role == Role.Crew ? FaultSource.Patrol : Sources[0];
        Family = template.Families.Where(family => family.Key != FaultFamilies.Entrapment).Select(family => family.Key).FirstOrDefault() ?? "";
    }

    public AssetTemplate Template { get; }

    public string Key { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Where people can be trapped at all.</summary>
    public bool CanTrap => Template.Family(FaultFamilies.Entrapment) is not null;

    /// <summary>People are inside now: nothing else has to be known.</summary>
    public bool Trapped { get; set; }

    public string Family { get; set; }

    /// <summary>Fault mode; empty: not known. Choosing one proposes its severity.</summary>
    public string Mode
    {
        get => _mode;
        set
        {
            _mode = value;
            if (Template.TryGetMode(value, out var known)) Severity = (Severity)known.Severity;
        }
    }

    public IEnumerable<FaultFamily> Families => Template.Families.Where(family => family.Key != FaultFamilies.Entrapment);

    public IEnumerable<FaultMode> Modes => Template.Modes.Where(mode => mode.Family == Family);

    public Severity Severity { get; set; } = Severity.P3;

    public IReadOnlyList<FaultSource> Sources { get; }

    public FaultSource Source { get; set; }

    /// <summary>Somebody outside says so and waits for an answer.</summary>
    public bool HasReporter => Source is FaultSource.Resident or FaultSource.Hotline;

    /// <summary>When it was seen, local time of the site; null: now.</summary>
    public DateTime? At { get; set; }

    public string? Note { get; set; }

    public string? Name { get; set; }

    public string? Phone { get; set; }

    public string? Mail { get; set; }

    public string Locale { get; set; } = "zh-CN";

    /// <summary>The family it is about, whichever way it was said.</summary>
    public string TrueFamily => Trapped ? FaultFamilies.Entrapment : Family;

    public FaultReport ToReport(AssetId asset, SiteZone zone) => new()
    {
        Key = Key,
        Asset = asset,
        Family = TrueFamily,
        ModeKey = Trapped ? FaultFamilies.Entrapment : Modes.Any(mode => mode.Key == Mode) ? Mode : null,
        Severity = Trapped ? Severity.P1 : Severity,
        Source = Source,
        WantsAnswer = HasReporter,
        Reporter = HasReporter && (Filled(Phone) || Filled(Mail)) ? new ReporterContact(Phone?.Trim() ?? "", Mail?.Trim() ?? "", Locale, Name?.Trim() ?? "") : null,
        Note = Filled(Note) ? Note!.Trim() : null,
        At = At is { } local ? zone.ToUtc(local) : null,
    };

    private static bool Filled(string? text) => !string.IsNullOrWhiteSpace(text);
}
