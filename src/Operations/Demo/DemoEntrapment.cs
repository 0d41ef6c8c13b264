using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;
using Facilities.Operations.Claims;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Demo;

/// <summary>A past entrapment of 42 minutes with its telemetry, and the claim that was paid for it.</summary>
internal static class DemoEntrapment
{
    private const string Site = DemoSites.Wanghai;
    private const string Asset = "lift-1-2";
    private const int Minutes = 42;
    private const int Persons = 2;

    public static void Write(DemoScript script, DemoPast past, DateTimeOffset now)
    {
        var t0 = now.AddDays(-19.6);
        Finding? raised = null;
        script.At(t0.AddMinutes(-30), token => ImportAsync(past, t0, token));
        script.At(t0.AddMinutes(1), token =>
        {
            raised = DemoFaults.Finding(past, Site, Asset, "entrapment", "entrapment", "occupied", 1, null) with { OnsetUnixMs = t0.ToUnixTimeMilliseconds(), SinceUnixMs = t0.ToUnixTimeMilliseconds() };
            return past.Findings.ApplyAsync([raised], token);
        });
        Do(3, "crew", FaultAction.Acknowledge);
        Do(24, "crew", FaultAction.Arrive);
        Do(26, "crew", FaultAction.StartFix);
        script.At(t0.AddMinutes(Minutes), token => past.Findings.ApplyAsync(
            [raised! with { Kind = FindingKind.Cleared, ClearedUnixMs = t0.AddMinutes(Minutes).ToUnixTimeMilliseconds(), DetectedUnixMs = past.Now.ToUnixTimeMilliseconds() }], token));
        Do(Minutes + 4, "crew", FaultAction.RecordPersons, command => command with { Persons = Persons });
        Do(Minutes + 75, "crew", FaultAction.ReportFixed, command => command with { Reason = "fix.part_replaced", Note = "更换门机皮带，试运行 30 次正常" });
        Do(60 * 24 * 4, "firm", FaultAction.Verify);
        Do((60 * 24 * 4) + 60, "firm", FaultAction.Close);

        Claim(TimeSpan.FromMinutes(Minutes + 90), "firm", ClaimAction.Check);
        Claim(TimeSpan.FromMinutes(Minutes + 95), "firm", ClaimAction.Notify);
        Claim(TimeSpan.FromDays(2), "insurer", ClaimAction.Survey);
        Claim(TimeSpan.FromDays(3), "insurer", ClaimAction.Agree, command => command with { AmountFen = EntrapmentLadder.Shandong2019.PerPerson(TimeSpan.FromMinutes(Minutes)).Fen * Persons });
        Claim(TimeSpan.FromDays(4), "insurer", ClaimAction.Approve);
        Claim(TimeSpan.FromDays(6), "insurer", ClaimAction.Pay);

        void Do(double minutes, string who, FaultAction action, Func<Faults.FaultCommand, Faults.FaultCommand>? with = null) => script.At(t0.AddMinutes(minutes), async token =>
            await DemoFaults.TryAsync(past, await FaultAsync(past, token).ConfigureAwait(false), who, action, with, token).ConfigureAwait(false));

        void Claim(TimeSpan after, string who, ClaimAction action, Func<ClaimCommand, ClaimCommand>? with = null) => script.At(t0 + after, async token =>
        {
            var fault = await FaultAsync(past, token).ConfigureAwait(false);
            var claim = await past.ReadAsync(db => db.Claims.Where(item => item.FaultId == fault).Select(item => item.Id).FirstAsync(token), token).ConfigureAwait(false);
            var command = new ClaimCommand { Action = action, Key = $"demo-{claim}-{action}" };
            await past.Claims.ActAsync(await past.PersonAsync(who, token).ConfigureAwait(false), claim, with?.Invoke(command) ?? command, token).ConfigureAwait(false);
        });
    }

    private static Task<FaultId> FaultAsync(DemoPast past, CancellationToken cancellationToken)
    {
        var asset = past.Asset(Site, Asset).Id;
        return past.ReadAsync(
            db => db.Faults.Where(fault => fault.AssetId == asset && fault.Family == FaultFamilies.Entrapment).Select(fault => fault.Id).FirstAsync(cancellationToken), cancellationToken);
    }

    /// <summary>What the lift said from half an hour before to half an hour after: it stands between two floors, occupied, until the door opens in its zone.</summary>
    private static async Task ImportAsync(DemoPast past, DateTimeOffset t0, CancellationToken cancellationToken)
    {
        var entry = past.Asset(Site, Asset);
        var batch = new ReadingBatch();
        for (var at = t0.AddMinutes(-30); at < t0.AddMinutes(Minutes + 30); at = at.AddSeconds(30))
        {
            var trapped = at >= t0 && at < t0.AddMinutes(Minutes);
            var values = new List<PointValue>();
            Add(values, entry, "car_floor", trapped ? 7.4 : 1);
            Add(values, entry, "car_speed", 0);
            Add(values, entry, "in_door_zone", trapped ? 0 : 1);
            Add(values, entry, "occupied", trapped ? 1 : 0);
            Add(values, entry, "load_pct", trapped ? 14 : 0);
            Add(values, entry, "alarm_button", trapped && at < t0.AddMinutes(2) ? 1 : 0);
            batch.Add(entry.Source, at.ToUnixTimeMilliseconds(), at.ToUnixTimeMilliseconds(), ReadingFlags.None, [.. values]);
        }

        await past.Series.WriteAsync(batch, JournalPosition.Start, cancellationToken).ConfigureAwait(false);
        await past.Series.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void Add(List<PointValue> values, Assets.AssetEntry entry, string key, double value)
    {
        if (entry.Points.TryGet(key, out var point)) values.Add(new PointValue(point.No, value));
    }
}
