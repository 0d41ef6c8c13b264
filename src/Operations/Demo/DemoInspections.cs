using Facilities.Domain.Inspections;
using Facilities.Operations.Inspections;

namespace Facilities.Operations.Demo;

/// <summary>The crews' visits of the demo's past: most on time, some late, a few forgotten.</summary>
internal static class DemoInspections
{
    private const int LateDays = 2;

    /// <summary>What the crews do on this day.</summary>
    public static async Task WorkAsync(DemoPast past, CancellationToken cancellationToken)
    {
        var today = SiteDay.Of(past.Now);
        foreach (var item in await past.PendingAsync(cancellationToken).ConfigureAwait(false))
        {
            // The same visit comes out the same way in every demo.
            var luck = ((item.ScheduleId.Value * 7) + (item.DueDate.DayNumber * 13)) % 20;
            if (luck == 0) continue;
            if (luck <= 2 && today < item.DueDate.AddDays(LateDays)) continue;
            await CompleteAsync(past, item, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task CompleteAsync(DemoPast past, InspectionItem item, CancellationToken cancellationToken)
    {
        var template = InspectionTemplates.Find(item.TemplateKey)!;
        var crew = DemoPast.CrewFor(template.AssetType);
        var first = await past.PersonAsync(crew, cancellationToken).ConfigureAwait(false);
        var second = await past.PersonAsync(crew + "2", cancellationToken).ConfigureAwait(false);
        var report = new InspectionReport
        {
            Key = $"demo-{item.Id}",
            StartedAt = past.Now.AddMinutes(-50),
            EndedAt = past.Now.AddMinutes(-5),
            CoSigned = [past.CoSigning.Admit(first, second).Ticket],
            Steps = [.. template.Steps.Select(step => new StepReport(step.Key, InOrder: true, Value(step, item.DueDate)))],
        };
        await past.Inspections.CompleteAsync(first, item.Id, report, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>In order, and never quite the same: readings that repeat are a sign of copying.</summary>
    private static double? Value(InspectionStep step, DateOnly day)
    {
        if (step.Unit is null) return null;
        var (least, most) = (step.Minimum ?? 0, step.Maximum ?? step.Minimum ?? 0);
        return Math.Round(least + (most - least) * (0.4 + day.DayNumber * 7 % 20 * 0.01), 1);
    }
}
