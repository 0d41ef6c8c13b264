using Facilities.Domain;
using Facilities.Domain.Inspections;
using Facilities.Operations.Inspections;
using Facilities.Telemetry;

namespace Facilities.Operations.Demo;

/// <summary>
/// The crews' visits of the demo's past: most on time, some late, a few forgotten. What the assets said meanwhile is played, and judged the same evening: most visits were
/// as their records say, a few were not.
/// </summary>
internal sealed class DemoInspections(DemoPast past)
{
    private const int LateDays = 2;

    /// <summary>Lifts from here on, one after the other, so that nobody is at two assets at once.</summary>
    private static readonly TimeSpan Morning = TimeSpan.FromHours(8.5);

    /// <summary>Everything else: the simulated fire pumps start by themselves on Wednesdays at ten, which would prove a visit that never was.</summary>
    private static readonly TimeSpan Afternoon = TimeSpan.FromHours(13.5);
    private static readonly TimeSpan Way = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Lift = TimeSpan.FromMinutes(45);
    private static readonly TimeSpan Other = TimeSpan.FromMinutes(25);

    /// <summary>The day's work is over, and every window with the hour after it.</summary>
    private static readonly TimeSpan Evening = TimeSpan.FromHours(19.5);

    /// <summary>A window of half an hour and the hour in which the asset must have been heard of, and a little more.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(100);

    /// <summary>Any four visits that follow each other get four verdicts.</summary>
    private static readonly DemoPlay[] Plays =
        [DemoPlay.Honest, DemoPlay.Half, DemoPlay.Skipped, DemoPlay.Unheard, DemoPlay.Honest, DemoPlay.Honest, DemoPlay.Honest, DemoPlay.Honest, DemoPlay.Honest, DemoPlay.Honest];

    private int _visits;

    public void Write(DemoScript script, DateTimeOffset now)
    {
        // Today's visits lie ahead.
        for (var day = SiteDay.Of(past.Now).AddDays(1); day < SiteDay.Of(now); day = day.AddDays(1))
        {
            var morning = SiteDay.Start(day);
            script.At(morning + Evening, token => WorkAsync(morning, token));
        }
    }

    /// <summary>What the crews did on this day.</summary>
    private async Task WorkAsync(DateTimeOffset midnight, CancellationToken cancellationToken)
    {
        var today = SiteDay.Of(midnight);
        var free = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var heard = new HashSet<AssetId>();
        foreach (var item in await past.PendingAsync(cancellationToken).ConfigureAwait(false))
        {
            // The same visit comes out the same way in every demo.
            var luck = ((item.ScheduleId.Value * 7) + (item.DueDate.DayNumber * 13)) % 20;
            if (luck == 0) continue;
            if (luck <= 2 && today < item.DueDate.AddDays(LateDays)) continue;
            var template = InspectionTemplates.Find(item.TemplateKey)!;
            var crew = DemoPast.CrewFor(template.AssetType);
            var isLift = template.AssetType == "elevator";
            var from = free.GetValueOrDefault(crew, midnight + (isLift ? Morning : Afternoon));
            var to = from + (isLift ? Lift : Other);
            free[crew] = to + Way;
            // What was owed twice is done in one visit.
            if (heard.Add(item.AssetId)) await ReportAsync(item, from, to, cancellationToken).ConfigureAwait(false);
            await CompleteAsync(item, template, crew, from, to, cancellationToken).ConfigureAwait(false);
        }

        if (heard.Count > 0) await past.Series.FlushAsync(cancellationToken).ConfigureAwait(false);
        await past.Proofs.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the asset said before, meanwhile and afterwards.</summary>
    private async Task ReportAsync(InspectionItem item, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var asset = past.Directory.All.First(entry => entry.Id == item.AssetId);
        if (past.Telemetry is not { } telemetry || past.Rules.Find(item.TemplateKey, asset.Overrides?.Attributes ?? new Dictionary<string, string>()) is not { } rule) return;
        var work = new DemoWork(rule.Key, Plays[_visits++ % Plays.Length], from.AddMinutes(2), from - Around, to + Around);
        await past.Series.WriteAsync(telemetry(asset, work), JournalPosition.Start, cancellationToken).ConfigureAwait(false);
    }

    private async Task CompleteAsync(InspectionItem item, InspectionTemplate template, string crew, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var first = await past.PersonAsync(crew, cancellationToken).ConfigureAwait(false);
        var second = await past.PersonAsync(crew + "2", cancellationToken).ConfigureAwait(false);
        var report = new InspectionReport
        {
            Key = $"demo-{item.Id}",
            StartedAt = from,
            EndedAt = to,
            CoSigned = [past.CoSigning.Admit(first, second).Ticket],
            Steps = [.. template.Steps.Select(step => new StepReport(step.Key, InOrder: true, Value(step, item)))],
        };
        await past.Inspections.CompleteAsync(first, item.Id, report, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>In order, and never quite the same: readings that repeat are a sign of copying.</summary>
    private static double? Value(InspectionStep step, InspectionItem item)
    {
        if (step.Unit is null) return null;
        var (least, most) = (step.Minimum ?? 0, step.Maximum ?? step.Minimum ?? 0);
        return Math.Round(least + (most - least) * (0.4 + (item.DueDate.DayNumber * 7 + item.AssetId.Value * 3) % 20 * 0.01), 1);
    }
}
