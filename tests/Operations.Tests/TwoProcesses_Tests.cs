using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Operations.Deadlines;
using Facilities.Operations.Faults;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Facilities.Storage.Relational.Signals;
using Facilities.Testing;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>Two processes on one PostgreSQL do at once what two threads may do at once.</summary>
public sealed class TwoProcesses_Tests : IAsyncLifetime
{
    private TestSite _first = null!;
    private TestSite _second = null!;

    public async Task InitializeAsync()
    {
        // In CI the fact itself says what is missing.
        if (PostgresCluster.Programs is null) return;
        _first = await TestSite.StartAsync(await PostgresCluster.CreateDatabaseAsync());
        _second = await _first.SecondProcessAsync();
    }

    public async Task DisposeAsync()
    {
        if (_first is not null) await _first.DisposeAsync();
        if (_second is not null) await _second.DisposeAsync();
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task The_same_fault_from_both_is_one_and_clears()
    {
        var onset = _first.Now;
        var findings = Enumerable.Range(0, 12).Select(n => _first.Raise(_first.Lift, n % 2 == 0 ? "door-slow" : "door-phantom", n % 2 == 0 ? "door-wear" : "door-phantom", onset: onset)).ToList();
        await AtOnceAsync(findings.Count, (site, n) => site.ApplyAsync(findings[n]));
        (await _first.OnlyFaultAsync()).Severity.ShouldBe(Severity.P2);
        (await _first.ReadAsync(db => db.Findings.CountAsync())).ShouldBe(2);

        _first.Time.Advance(TimeSpan.FromMinutes(1));
        await AtOnceAsync(findings.Count, (site, n) => site.ApplyAsync(site.Clear(findings[n])));

        (await _second.OnlyFaultAsync()).RuleClear.ShouldBeTrue();
        (await _first.Get<Audit.AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task A_passed_limit_is_noted_once()
    {
        await _first.ApplyAsync(_first.Raise(_first.Lift, "entrapment", "entrapment", "occupied"));
        _first.Time.Advance(TimeSpan.FromMinutes(31));

        await AtOnceAsync(6, (site, _) => site.Get<DueTimers>().RunAsync(default));

        var fault = await _first.OnlyFaultAsync();
        var detail = (await _first.Get<FaultDetailQuery>().GetAsync(_first.Dispatcher, fault.Id, default)).ShouldNotBeNull();
        (fault.Overdue, detail.History.Count(line => line.Action == FaultAction.NoteOverdue)).ShouldBe((true, 1));
        (await _first.ReadAsync(db => db.FaultTimers.CountAsync(timer => timer.FiredAt == null && timer.DueAt < _first.Now))).ShouldBe(0);
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task Inspections_are_planned_once()
    {
        await AtOnceAsync(6, (site, _) => site.Get<InspectionPlanning>().RunAsync(default));

        var items = await _first.ReadAsync(db => db.InspectionItems.Select(item => new { item.ScheduleId, item.DueDate }).ToListAsync());
        items.Count.ShouldBeGreaterThan(60);
        items.ShouldBeUnique();
        (await _second.Get<InspectionPlanning>().RunAsync(default)).ShouldBe(0);
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task Two_who_record_the_same_inspection_at_once_make_one_record()
    {
        var template = InspectionTemplates.Find("elevator-daily-control")!;
        await _first.Get<Storage.Relational.FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var community = await unit.Db.Assets.Where(asset => asset.Id == _first.Lift).Select(asset => asset.CommunityId).FirstAsync(token);
            unit.Db.InspectionSchedules.Add(new InspectionSchedule(template, _first.Lift, community, new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 2)));
        }, default);
        await _first.Get<InspectionPlanning>().RunAsync(default);
        for (var day = 1; day <= 4; day++)
        {
            _first.Time.Advance(TimeSpan.FromDays(1));
            var (due, accepted) = (new DateOnly(2026, 3, 2).AddDays(day), 0);
            var id = await _first.ReadAsync(db => db.InspectionItems.Where(item => item.TemplateKey == template.Key && item.DueDate == due).Select(item => item.Id).SingleAsync());
            await AtOnceAsync(6, async (site, n) =>
            {
                var report = new InspectionReport
                {
                    Key = $"k-{due}-{n}",
                    StartedAt = site.Now.AddMinutes(-10 - n),
                    EndedAt = site.Now.AddMinutes(-5),
                    Steps = [.. template.Steps.Select(step => new StepReport(step.Key, true, step.Unit is null ? null : step.Minimum ?? step.Maximum))],
                };
                try
                {
                    await site.Get<InspectionActions>().CompleteAsync(n % 2 == 0 ? site.Crew : site.Crew2, id, report, default);
                    Interlocked.Increment(ref accepted);
                }
                catch (RuleViolation refused)
                {
                    refused.Code.ShouldBe(RuleCodes.InspectionTransition);
                }
            });
            accepted.ShouldBe(1);
            (await _first.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "inspection" && entry.SubjectId == id.ToString()))).ShouldBe(1);
        }
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task Two_dispatchers_at_once_dispatch_once()
    {
        await _first.ApplyAsync(_first.Raise(_first.Lift, "door-slow", "door-wear"));
        var id = (await _first.OnlyFaultAsync()).Id;
        var accepted = 0;
        await AtOnceAsync(6, async (site, _) =>
        {
            try
            {
                await site.ActAsync(site.Dispatcher, id, FaultAction.Accept, command => command with { Key = Guid.NewGuid().ToString() });
                Interlocked.Increment(ref accepted);
            }
            catch (RuleViolation)
            {
                // The others were too late.
            }
        });

        accepted.ShouldBe(1);
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task Both_write_one_unbroken_audit_chain()
    {
        await AtOnceAsync(24, (site, n) => site.Get<Storage.Relational.FacilitiesWriter>().WriteAsync((unit, _) =>
        {
            unit.Audit(new AuditDraft(DateTimeOffset.UnixEpoch, "test", $"{n}", "write", Role.System, null, Domain.CodedText.Of("test"), null));
            return Task.CompletedTask;
        }, default));

        var verdict = await _second.Get<Audit.AuditTrail>().VerifyAsync(null, null, default);
        verdict.Holds.ShouldBeTrue();
        (await _first.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "test"))).ShouldBe(24);
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task What_changes_in_one_is_told_to_the_pages_of_the_other()
    {
        using var stop = new CancellationTokenSource();
        var (here, there) = (new SharedLiveFeed(_first.Get<ProcessSignals>()), new SharedLiveFeed(_second.Get<ProcessSignals>()));
        using var listening = new CountdownEvent(2);
        foreach (var site in new[] { _first, _second }) site.Get<ProcessSignals>().Listening += () => listening.Signal();
        var running = Task.WhenAll(new[] { (_first, here), (_second, there) }.SelectMany(process => new[]
        {
            process.Item2.RunAsync(stop.Token), process.Item1.Get<ProcessSignals>().ListenAsync(stop.Token),
        }));
        await Eventually.HoldsAsync(() => listening.IsSet, "both listen");
        using var page = there.Subscribe(LiveInterest.InValuesOf([7], LiveTopic.Fault));

        // New values cross only while somebody looks, which the other process is told within a moment.
        await Eventually.HoldsAsync(() => here.HasSubscribers, "the first knows of the page");
        for (var asset = 1; asset <= 20_000; asset++) here.Publish(new LiveChange(LiveTopic.Values, asset));
        here.Publish(new LiveChange(LiveTopic.Fault, 17));
        var heard = new HashSet<LiveChange>();
        await Eventually.HoldsAsync(async () =>
        {
            heard.UnionWith(await page.NextAsync(default).AsTask().WaitAsync(Eventually.Patience));
            return heard.Count >= 2;
        }, "value and fault are heard");
        heard.ShouldBe([new LiveChange(LiveTopic.Values, 7), new LiveChange(LiveTopic.Fault, 17)], ignoreOrder: true);

        await stop.CancelAsync();
        await running;
    }

    private Task AtOnceAsync(int count, Func<TestSite, int, Task> act) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(n => Task.Run(() => act(n % 2 == 0 ? _first : _second, n))));
}
