using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;
using Facilities.Operations.Crew;
using Facilities.Operations.Faults;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Faults;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>What the crew's phone reads and brings.</summary>
public sealed class Crew_Tests
{
    /// <summary>A JPEG with an APP1 segment (EXIF) that says where it was taken, and a comment.</summary>
    internal static readonly byte[] Photo =
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xE1, 0, 8, .. "Exif\0\0"u8, 0xFF, 0xFE, 0, 4, 7, 7, 0xFF, 0xDA, 0, 4, 0, 0, 9, 0xFF, 0x00, 9, 0xFF, 0xFF, 0xE1, 0, 4, 3, 3, 0xFF, 0xD9,
            .. "a preview with its own Exif"u8];

    private static readonly byte[] Clean = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xDA, 0, 4, 0, 0, 9, 0xFF, 0x00, 9, 0xFF, 0xD9];

    [Fact]
    public async Task The_tasks_are_the_firms_open_work_with_checklist_and_way_in()
    {
        await using var site = await TestSite.StartAsync();
        var id = await DispatchedAsync(site);
        await site.ApplyAsync(site.Raise(site.FirePump, "comms", "comms"));

        var task = (await site.Get<CrewTasks>().ListAsync(site.Crew, default)).Items.ShouldHaveSingleItem();

        task.Row.Id.ShouldBe(id);
        task.Steps.Select(step => step.Key).ShouldBe(["secure", "cause", "repair", "test", "restore"]);
        task.Allowed.ShouldContain(FaultAction.Acknowledge);
        task.Deadlines.Select(deadline => deadline.Limit).ShouldContain(FaultLimits.Acknowledge);
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<CrewTasks>().ListAsync(site.Dispatcher, default))).Code.ShouldBe(RuleCodes.RightMissing);
    }

    [Fact]
    public async Task Steps_and_parts_stand_in_the_history_with_the_moment_they_were_done()
    {
        await using var site = await TestSite.StartAsync();
        var id = await DispatchedAsync(site);
        await site.ActAsync(site.Crew, id, FaultAction.Acknowledge);
        await site.ActAsync(site.Crew, id, FaultAction.Arrive);
        site.Time.Advance(TimeSpan.FromMinutes(10));
        var done = site.Now - TimeSpan.FromMinutes(6);
        await site.ActAsync(site.Crew, id, FaultAction.TickStep, command => command with { Step = "cause", Value = "皮带松动", At = done });
        await site.ActAsync(site.Crew, id, FaultAction.StartFix);
        await site.ActAsync(site.Crew, id, FaultAction.RecordParts, command => command with { Parts = [new PartUsed("皮带", 2, Money.FromYuan(86.5m))] });

        var task = (await site.Get<CrewTasks>().ListAsync(site.Crew, default)).Items.ShouldHaveSingleItem();

        var step = task.Steps.First(item => item.Key == "cause");
        (step.DoneAt, step.Value).ShouldBe((done, "皮带松动"));
        task.Parts.ShouldBe("皮带 × 2");
        var line = (await site.Get<FaultDetailQuery>().GetAsync(site.Dispatcher, id, default))!.History.First(item => item.Action == FaultAction.RecordParts);
        line.Reason.Parameters["cost"].ShouldBe("86.5");
        (await Should.ThrowAsync<RuleViolation>(() => site.ActAsync(site.Crew, id, FaultAction.RecordParts))).Code.ShouldBe(RuleCodes.FaultParts);
        (await Should.ThrowAsync<RuleViolation>(() => site.ActAsync(site.Crew2, id, FaultAction.TickStep))).Code.ShouldBe(OperationCodes.FieldMissing);
    }

    [Theory]
    [InlineData("https://facilities.example/assets/wanghai/lift-1", null, null, "PrintedCode")]
    [InlineData("wanghai/LIFT-1", null, null, "PrintedCode")]
    [InlineData(null, 36.0610, 120.3805, "Inside")]
    [InlineData(null, 36.1600, 120.3805, "Outside")]
    [InlineData("wanghai/lift-1", 36.1600, 120.3805, "PrintedCode")]
    public async Task An_arrival_says_what_shows_it(string? code, double? latitude, double? longitude, string proof)
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<FacilitiesWriter>().WriteAsync(
            (unit, token) => unit.Db.Communities.Where(item => item.SiteCode == "wanghai")
                .ExecuteUpdateAsync(set => set.SetProperty(item => item.Latitude, 36.0602).SetProperty(item => item.Longitude, 120.3805), token), default);
        var id = await DispatchedAsync(site);
        await site.ActAsync(site.Crew, id, FaultAction.Acknowledge);
        GeoPoint? position = latitude is { } north ? new GeoPoint(north, longitude!.Value) : null;

        await site.ActAsync(site.Crew, id, FaultAction.Arrive, command => command with { Code = code, Position = position });

        var line = (await site.Get<FaultDetailQuery>().GetAsync(site.Dispatcher, id, default))!.History[^1];
        line.Reason.Parameters["proof"].ShouldBe(proof);
    }

    [Fact]
    public async Task The_code_of_another_asset_is_no_arrival_and_says_which_it_should_be()
    {
        await using var site = await TestSite.StartAsync();
        var id = await DispatchedAsync(site);
        await site.ActAsync(site.Crew, id, FaultAction.Acknowledge);

        var refusal = await Should.ThrowAsync<RuleViolation>(() => site.ActAsync(site.Crew, id, FaultAction.Arrive, command => command with { Code = "jinxiu/lift-1" }));

        (refusal.Code, refusal.Reason.Parameters["expected"]).ShouldBe((OperationCodes.CodeOfOtherAsset, "lift-1"));
        (await site.OnlyFaultAsync()).State.ShouldBe(FaultState.Acknowledged);
    }

    [Fact]
    public async Task A_photo_is_kept_once_without_what_the_camera_wrote_and_seen_by_whoever_sees_the_fault()
    {
        await using var site = await TestSite.StartAsync();
        var id = await DispatchedAsync(site);
        var files = site.Get<FaultFiles>();

        var digest = await files.AddAsync(site.Crew, new NewFile(id, FaultFileKind.Before, Photo, site.Now.AddMinutes(-3), new GeoPoint(36, 120)), default);
        (await files.AddAsync(site.Crew, new NewFile(id, FaultFileKind.Before, Photo), default)).ShouldBe(digest);

        var row = (await files.ListAsync(site.Dispatcher.Scope, id, default))!.ShouldHaveSingleItem();
        (row.Sha256, row.HasPosition, row.TakenAt).ShouldBe((digest, true, site.Now.AddMinutes(-3)));
        var (content, type) = (await files.OpenAsync(site.Dispatcher.Scope, id, digest, default)).ShouldNotBeNull();
        await using (content)
        {
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes);
            type.ShouldBe(ImageBytes.Jpeg);
            bytes.ToArray().ShouldBe(Clean);
        }

        (await files.OpenAsync(site.Stranger.Scope, id, digest, default)).ShouldBeNull();
        (await files.ListAsync(site.Stranger.Scope, id, default)).ShouldBeNull();
        (await Should.ThrowAsync<RuleViolation>(() => files.AddAsync(site.Stranger, new NewFile(id, FaultFileKind.Before, Photo), default))).Code.ShouldBe(OperationCodes.NotFound);
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_whatever_it_is_called()
    {
        await using var site = await TestSite.StartAsync();
        var id = await DispatchedAsync(site);
        foreach (var bytes in new[] { "<svg onload=alert(1)>"u8.ToArray(), [], Photo[..9], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0xFF, 0xFF, 0xFF, 0xFF] })
        {
            (await Should.ThrowAsync<RuleViolation>(() => site.Get<FaultFiles>().AddAsync(site.Crew, new NewFile(id, FaultFileKind.Other, bytes), default)))
                .Code.ShouldBe(OperationCodes.NotAPicture);
        }
    }

    private static async Task<FaultId> DispatchedAsync(TestSite site)
    {
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s"));
        var id = (await site.OnlyFaultAsync()).Id;
        await site.ActAsync(site.Dispatcher, id, FaultAction.Accept);
        await site.ActAsync(site.Dispatcher, id, FaultAction.Dispatch);
        return id;
    }
}
