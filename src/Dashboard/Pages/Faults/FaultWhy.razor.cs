using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>Why it was judged so: each signal now, as it should be, how far off and since when; then mode, limit with its origin, advice.</summary>
public sealed partial class FaultWhy
{
    /// <summary>Deviations from here on are drawn as strange; also where the tick of the bar stands.</summary>
    private const double AlarmSigma = 3;

    private const double FullBarSigma = 14;

    [Parameter, EditorRequired]
    public FaultRow Row { get; set; } = default!;

    /// <summary>Newest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<FindingRow> Findings { get; set; } = [];

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private FindingRow? Lead => Findings.FirstOrDefault(finding => finding.ClearedAt is null) ?? (Findings.Count > 0 ? Findings[0] : null);

    private string Tone => Row.Severity switch
    {
        Severity.P1 => "red",
        Severity.P2 => "org",
        _ => "vio",
    };

    /// <summary>A column that no line has anything for is left out.</summary>
    private bool HasExpected => Lines.Any(line => line.Expected != DisplayFormat.NoValue);

    private bool HasDeviation => Lines.Any(line => line.Deviation != DisplayFormat.NoValue);

    private bool HasSigma => Lines.Any(line => line.Sigma is not null);

    private IEnumerable<WhyLine> Lines
    {
        get
        {
            if (Lead is not { } finding) yield break;
            var type = Row.Place.TypeKey;
            if (finding.Evidence.Count == 0 && finding.Signal is { } only)
            {
                yield return Line(type, only, finding.Value, finding.Expected, finding.DeviationUnit == "Sigma" ? finding.Deviation : null, finding.SinceAt, strange: true);
            }

            foreach (var evidence in finding.Evidence)
            {
                var leads = evidence.Key == finding.Signal;
                var sigma = evidence.Deviation ?? (leads && finding.DeviationUnit == "Sigma" ? finding.Deviation : null);
                yield return Line(type, evidence.Key, evidence.Value, evidence.Expected, sigma, leads ? finding.SinceAt : null, leads || sigma >= AlarmSigma);
            }
        }
    }

    private WhyLine Line(string type, string key, double? value, double? expected, double? sigma, DateTimeOffset? since, bool strange)
    {
        var point = Words.Definition(type, key);
        var usual = expected is { } learned ? Words.Value(point, learned) : Normal(point);
        var deviation = value is { } now && expected is { } should && double.IsFinite(now) ? Signed(now - should, point) : DisplayFormat.NoValue;
        return new WhyLine(
            Words.Point(type, key), Words.Value(point, value ?? double.NaN), usual, deviation, sigma is { } size ? Math.Abs(size) : null,
            since is { } from ? Format.Moment(from) : "", strange);
    }

    private string Normal(TemplatePoint? point) => Format.Range(point?.NormalMin, point?.NormalMax) is { Length: > 0 } range ? range : DisplayFormat.NoValue;

    private string Signed(double difference, TemplatePoint? point) =>
        (difference > 0 ? "+" : "") + Format.Quantity(difference, point?.Definition.Unit);

    private static string Share(double sigma) => (100 * Math.Clamp(Math.Abs(sigma) / FullBarSigma, 0, 1)).ToString("0.#", CultureInfo.InvariantCulture);

    private string LimitText(FindingRow finding)
    {
        if (finding.Limit is not { } limit) return T["why.noLimit"];
        if (finding.DeviationUnit == "Sigma") return T["why.limitSigma", Format.Number(limit)];
        return Words.Value(finding.Signal is { } signal ? Words.Definition(Row.Place.TypeKey, signal) : null, limit);
    }

    private string OriginText(FindingRow finding) =>
        Words.Template(Row.Place.TypeKey)?.Rules.FirstOrDefault(rule => rule.Key == finding.RuleKey) is { } rule
            ? Words.Origin(rule.Origin, rule.OriginSource)
            : T["why.learned"];
}
