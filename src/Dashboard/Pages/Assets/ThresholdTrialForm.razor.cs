using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Operations.Assets;
using Facilities.Operations.Replays;
using Facilities.Operations.Templates;
using Facilities.Telemetry;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Assets;

/// <summary>Rules with other numbers, a time, and what history says to them beside what was found then; nothing is changed by it.</summary>
public sealed partial class ThresholdTrialForm : IProgress<double>, IDisposable
{
    private const int Shown = 100;
    private const double Step = 0.02;
    private static readonly int[] Times = [7, 30, 90];

    private readonly List<TriedRule> _tried = [];
    private CancellationTokenSource? _stop;
    private AssetReplay? _result;
    private IReadOnlyList<ReplayLine> _lines = [];
    private DateTimeOffset _from;
    private DateTimeOffset _until;
    private int _days = Times[0];
    private double _share;

    [Parameter, EditorRequired]
    public AssetDetail Detail { get; set; } = default!;

    /// <summary>Key of the rule to begin with; null: none.</summary>
    [Parameter]
    public string? First { get; set; }

    [Inject]
    private ThresholdTrial Trial { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    private IReadOnlyList<FilterOption> RuleOptions =>
        [.. Detail.Rules.Where(rule => !_tried.Exists(tried => tried.Rule.Key == rule.Key)).Select(rule => new FilterOption(rule.Key, AssetWords.Name(rule.Name)))];

    public void Dispose()
    {
        _stop?.Cancel();
        _stop?.Dispose();
        _stop = null;
    }

    /// <summary>Told by the thread that judges; the page draws in steps.</summary>
    void IProgress<double>.Report(double value)
    {
        if (value - _share < Step) return;
        _share = value;
        _ = InvokeAsync(StateHasChanged);
    }

    protected override void OnInitialized() => Add(First);

    private static bool IsNew(ReplayLine line) => line is { Changed: not null, AsIs: null };

    private static bool IsGone(ReplayLine line) => line is { Changed: null, AsIs: not null };

    private void Add(string? key)
    {
        if (Detail.Rules.FirstOrDefault(rule => rule.Key == key) is { } rule && !_tried.Exists(tried => tried.Rule.Key == key)) _tried.Add(new TriedRule(rule));
    }

    private Task RunAsync() => AskAsync(async caller =>
    {
        (_share, _result, _until) = (0, null, Clock.GetUtcNow());
        _from = _until.AddDays(-_days);
        _stop?.Dispose();
        _stop = new CancellationTokenSource();
        var changes = new AssetOverrides { Rules = _tried.ToDictionary(tried => tried.Rule.Key, tried => tried.Change) };
        try
        {
            _result = await Trial.RunAsync(caller, Detail.Row.Place.Id, _from, _until, changes, this, _stop.Token);
            _lines = [.. _result.Lines.Where(line => changes.Rules.ContainsKey(line.RuleKey))];
        }
        catch (StoreUnavailableException)
        {
            Refusal = T["trial.away"];
        }
        catch (OperationCanceledException)
        {
            // By the reader, or because the page is gone.
        }
    });

    private Task StopAsync() => _stop?.CancelAsync() ?? Task.CompletedTask;

    private Counted Count(Func<ReplayLine, bool> what) => DisplayFormat.Count(_lines.Count(what));

    private string RuleName(string key) => _tried.Find(tried => tried.Rule.Key == key) is { } tried ? AssetWords.Name(tried.Rule.Name) : key;

    private string InForce(RuleRow rule)
    {
        var wait = rule.For > TimeSpan.Zero ? Format.Span(rule.For) : T["rules.at"].Value;
        return rule.Limit is { } limit ? $"{Format.Quantity(limit, rule.Unit)} · {wait}" : wait;
    }

    private string Span(Occurrence? item) => item switch
    {
        null => "–",
        { ClearedAt: { } cleared } => $"{Format.Moment(item.Onset)} · {Format.Span(cleared - item.Onset)}",
        _ => $"{Format.Moment(item.Onset)} · {T["trial.stands"]}",
    };
}
