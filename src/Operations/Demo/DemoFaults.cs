using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Demo;

/// <summary>The faults of the demo's past: found by rules, worked off by people, and a few that are still open.</summary>
internal static class DemoFaults
{
    /// <summary>Those that were found, worked off and closed.</summary>
    public static IReadOnlyList<DemoFault> Known { get; } =
    [
        new(41.3, DemoSites.Wanghai, "lift-1-1", "levelling", "levelling-drift", "leveling_mm", 23, 20, "fix.adjusted", "重新校准平层感应器"),
        new(38.6, DemoSites.Jinxiu, "fire-pump-1", "not-auto", "not-auto", "selector", 1, null, "fix.reset", "保洁误碰，已复位并上锁"),
        new(36.2, DemoSites.Wanghai, "light-garage-a", "lamps-out", "lamps-out", "power_w", 820, 864, "fix.part_replaced", "更换 14 支灯管", 1.4),
        new(33.7, DemoSites.Jinxiu, "lift-5-1", "door-slow", "door-wear", "door_close_s", 3.9, 3.72, "fix.cleaned", "清理 5、6 层地坎异物", Expected: 3.1),
        new(31.4, DemoSites.Jinxiu, "booster-1", "bearing-temp", "bearing-wear", "bearing_temp_c", 84, 80, "fix.part_replaced", "更换驱动端轴承"),
        new(28.9, DemoSites.Wanghai, "smoke-704", "battery-low", "battery-low", "battery_pct", 14, 20, "fix.part_replaced", "更换电池"),
        new(26.1, DemoSites.Wanghai, "lift-2-2", "lock-breaks", "lock-contact", "lock_circuit", 6, 3, "fix.part_replaced", "更换 9 层门锁触点", 2.6),
        new(22.5, DemoSites.Jinxiu, "emlight-5-14", "duration-short", "duration-short", "emergency_min", 22, 30, "fix.part_replaced", "更换蓄电池"),
        new(17.8, DemoSites.Wanghai, "booster-1", "pressure-low", "pressure-low", "discharge_mpa", 0.39, 0.43, "fix.adjusted", "清洗进水过滤器"),
        new(15.2, DemoSites.Jinxiu, "panel-1", "disabled", "disabled", "disabled_count", 3, 0, "fix.reset", "施工结束，恢复屏蔽点"),
        new(12.4, DemoSites.Wanghai, "fire-pump-1", "jockey-starts", "leak", "jockey_starts_h", 19, 15, "fix.repaired", "处理 2 号楼 3 层管道渗漏", 1.7),
        new(10.6, DemoSites.Jinxiu, "lift-3-2", "door-phantom", "door-phantom", "door_cycles", 4.2, 3, "fix.adjusted", "调整光幕"),
        new(9.3, DemoSites.Jinxiu, "light-road-1", "day-burning", "day-burning", "on", 1, null, "fix.adjusted", "校正光控"),
    ];

    public static void Write(DemoScript script, DemoPast past, DateTimeOffset now)
    {
        foreach (var fault in Known) WriteClosed(script, past, fault, now.AddDays(-fault.DaysAgo));
        WriteOpen(script, past, now);
    }

    /// <summary>A finding that begins now by the demo's clock.</summary>
    internal static Finding Finding(DemoPast past, string site, string asset, string rule, string mode, string? signal, double? value, double? limit)
    {
        var entry = past.Asset(site, asset);
        var at = past.Now.ToUnixTimeMilliseconds();
        return new Finding
        {
            Source = entry.Source,
            RuleKey = rule,
            ModeKey = mode,
            Kind = FindingKind.Raised,
            OnsetUnixMs = at,
            SinceUnixMs = at,
            DetectedUnixMs = at,
            Signal = signal is not null && entry.Points.TryGet(signal, out var point) ? new FindingSignal(point.No, point.Key) : null,
            Value = value,
            Limit = limit,
            Deviation = value is { } shown && limit is { } passed ? Math.Abs(shown - passed) : 0,
            Confidence = 0.9,
            Stands = true,
        };
    }

    /// <summary>From found to closed: dispatcher, crew, crew, crew, and the manager, who confirms what telemetry of that time can't.</summary>
    private static void WriteClosed(DemoScript script, DemoPast past, DemoFault fault, DateTimeOffset at)
    {
        var raised = (Finding?)null;
        var asset = past.Asset(fault.Site, fault.Asset);
        var crew = DemoPast.CrewFor(asset.TypeKey);
        script.At(at, token =>
        {
            raised = Finding(past, fault.Site, fault.Asset, fault.Rule, fault.Mode, fault.Signal, fault.Value, fault.Limit) with { Expected = fault.Expected };
            return past.Findings.ApplyAsync([raised], token);
        });
        var pace = fault.Slowness;
        Do(3, "dispatcher", FaultAction.Accept);
        Do(5, "dispatcher", FaultAction.Dispatch);
        Do(9 * pace, crew, FaultAction.Acknowledge);
        Do(26 * pace, crew, FaultAction.Arrive);
        Do(34 * pace, crew, FaultAction.StartFix);
        script.At(at.AddMinutes(110 * pace), token => past.Findings.ApplyAsync(
            [raised! with { Kind = FindingKind.Cleared, ClearedUnixMs = past.Now.ToUnixTimeMilliseconds(), DetectedUnixMs = past.Now.ToUnixTimeMilliseconds() }], token));
        Do(125 * pace, crew, FaultAction.ReportFixed, command => command with { Reason = fault.Cause, Note = fault.Note });
        // Long enough for the longest soak and its one extension, looked at once a day.
        Do(60 * 24 * 9, "firm", FaultAction.Verify);
        Do((60 * 24 * 9) + 90, "firm", FaultAction.Close);

        Task<FaultId> FaultAsync(CancellationToken token) => past.ReadAsync(
            db => db.Findings.Where(finding => finding.AssetId == asset.Id && finding.RuleKey == fault.Rule && finding.FaultId != null)
                .OrderByDescending(finding => finding.OnsetAt).Select(finding => finding.FaultId!.Value).FirstAsync(token),
            token);

        void Do(double minutes, string who, FaultAction action, Func<FaultCommand, FaultCommand>? with = null) => script.At(at.AddMinutes(minutes), async token =>
            await TryAsync(past, await FaultAsync(token).ConfigureAwait(false), who, action, with, token).ConfigureAwait(false));
    }

    /// <summary>What people reported lately and is on its way.</summary>
    private static void WriteOpen(DemoScript script, DemoPast past, DateTimeOffset now)
    {
        Report(now.AddHours(-30), "light-garage-b", DemoSites.Jinxiu, "lamp", Severity.P4, FaultSource.Resident, "车库B区有几盏灯不亮", ["Accept", "Dispatch"]);
        Report(now.AddHours(-22), "lift-5-2", DemoSites.Jinxiu, "guide", Severity.P3, FaultSource.Resident, "上行经过 12 层有异响", ["Accept", "Dispatch", "Acknowledge", "Arrive", "StartFix"]);
        Report(now.AddHours(-5), "smoke-1203", DemoSites.Wanghai, "detector", Severity.P3, FaultSource.Patrol, "探测器防尘罩未取下", ["Accept"]);
        Report(now.AddMinutes(-40), "booster-2", DemoSites.Jinxiu, "room", Severity.P3, FaultSource.Patrol, "泵房地面有积水", []);

        void Report(DateTimeOffset at, string asset, string site, string family, Severity severity, FaultSource source, string note, string[] actions)
        {
            FaultId? id = null;
            var key = $"demo-{site}-{asset}";
            script.At(at, async token =>
            {
                var dispatcher = await past.PersonAsync("dispatcher", token).ConfigureAwait(false);
                var report = new FaultReport { Key = key, Asset = past.Asset(site, asset).Id, Family = family, Severity = severity, Source = source, Note = note };
                id = (await past.Faults.ReportAsync(dispatcher, report, token).ConfigureAwait(false)).Fault;
            });
            var minutes = 6;
            foreach (var action in actions.Select(Enum.Parse<FaultAction>))
            {
                var who = action is FaultAction.Accept or FaultAction.Dispatch ? "dispatcher" : DemoPast.CrewFor(past.Asset(site, asset).TypeKey);
                script.At(at.AddMinutes(minutes), token => TryAsync(past, id!.Value, who, action, null, token));
                minutes += 12;
            }
        }
    }

    internal static async Task TryAsync(
        DemoPast past, FaultId id, string who, FaultAction action, Func<FaultCommand, FaultCommand>? with, CancellationToken cancellationToken)
    {
        var caller = await past.PersonAsync(who, cancellationToken).ConfigureAwait(false);
        var command = new FaultCommand { Action = action, Key = $"demo-{id}-{action}" };
        try
        {
            await past.Faults.ActAsync(caller, id, with?.Invoke(command) ?? command, cancellationToken).ConfigureAwait(false);
        }
        catch (RuleViolation refused) when (refused.Code == RuleCodes.FaultTransition && action is FaultAction.Accept or FaultAction.Dispatch or FaultAction.Verify or FaultAction.Close)
        {
            // The service did it already: it accepts and dispatches what is a matter of life, and closes small faults when nobody objects.
        }
    }
}
