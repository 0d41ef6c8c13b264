using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Health;
using Facilities.Operations.Health;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Assets;

/// <summary>How well the asset is, what takes points, and how it went.</summary>
public sealed partial class HealthCard
{
    /// <summary>Null: the telemetry store is away and it was never scored.</summary>
    [Parameter, EditorRequired]
    public AssetHealthView? Health { get; set; }

    [Parameter, EditorRequired]
    public string TypeKey { get; set; } = "";

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    [Inject]
    private Terms Terms { get; set; } = default!;

    private string Note => Health is null ? "" : Health.IsProvisional ? T["healthScore.provisional"] : T["healthScore.ofToday", Format.Moment(Health.SeenAt)];

    /// <summary>One value a day; a day without a score is a gap.</summary>
    private IReadOnlyList<double> Way
    {
        get
        {
            var days = Health!.History.ToDictionary(day => day.Day, day => day.Score);
            var (first, last) = (Health.History[0].Day, Health.History[^1].Day);
            return [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(n => days.GetValueOrDefault(first.AddDays(n)) is { } score ? score : double.NaN)];
        }
    }

    /// <summary>The colours of the communities' grade: below 60 red, below 80 a warning.</summary>
    public static string? Tone(int score) => score < 60 ? "red" : score < 80 ? "org" : null;

    private string Say(HealthReason reason)
    {
        var parameters = reason.Text.Parameters;
        string Text(string name) => parameters.GetValueOrDefault(name, "");
        double Number(string name) => double.TryParse(Text(name), CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
        string Open() => TimeSpan.TryParseExact(Text("open"), "c", CultureInfo.InvariantCulture, out var open) ? Format.Span(open) : DisplayFormat.NoValue;
        return reason.Text.Code switch
        {
            ReasonCodes.HealthFault => T["reason.fault", Text("severity"), Words.Mode(TypeKey, Text("mode")), Open()],
            ReasonCodes.HealthFaultLate => T["reason.faultLate", Text("severity"), Words.Mode(TypeKey, Text("mode")), Open()],
            ReasonCodes.HealthRepeats => T["reason.repeats", DisplayFormat.Count((long)Number("count"))],
            ReasonCodes.HealthForecast => T["reason.forecast", Words.Point(TypeKey, Text("point")), DisplayFormat.Count((long)Number("days"))],
            ReasonCodes.HealthWear => T["reason.wear", Words.Point(TypeKey, Text("point")), Format.Percent(Number("share"), 0)],
            ReasonCodes.HealthOverdue => T["reason.overdue", DisplayFormat.Count((long)Number("count"))],
            ReasonCodes.HealthContradicted => T["reason.contradicted", DisplayFormat.Count((long)Number("count"))],
            ReasonCodes.HealthAge => T["reason.age", DisplayFormat.Count((long)Number("years")), Format.Number(Number("life"))],
            ReasonCodes.HealthUnseen => T["reason.unseen", Format.Percent(Number("coverage"), 0)],
            ReasonCodes.HealthNotScored => T["reason.notScored", Format.Percent(Number("coverage"), 0), Format.Percent(Number("minimum"), 0)],
            ReasonCodes.HealthNeverSeen => T["reason.neverSeen"],
            _ => Terms.Say(reason.Text),
        };
    }
}
