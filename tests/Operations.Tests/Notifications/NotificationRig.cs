using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Notifications;
using Facilities.Operations.Notifications.Delivering;
using Facilities.Operations.Notifications.Sending;
using Facilities.Operations.Notifications.Settings;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Facilities.Testing;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Notifications;

/// <summary>A site whose messages go to servers on loopback.</summary>
internal sealed class NotificationRig : IAsyncDisposable
{
    private NotificationRig(TestSite site) => Site = site;

    public TestSite Site { get; }

    public CommunityId Community { get; private set; }

    public DeliveryRun Run => Site.Get<DeliveryRun>();

    public static NotificationSettings Settings { get; } = new()
    {
        Hosts = ["127.0.0.1"],
        PublicUrl = new Uri("https://f.example.com"),
        FirstPause = TimeSpan.FromMilliseconds(1),
        Timeout = TimeSpan.FromSeconds(5),
        TriesPerGroup = 3,
        TriesPerPerson = 2,
    };

    public static async Task<NotificationRig> StartAsync(Func<NotificationSettings, NotificationSettings>? with = null, string? connectionString = null)
    {
        var rig = new NotificationRig(await TestSite.StartAsync(connectionString, notify: with?.Invoke(Settings) ?? Settings));
        rig.Community = await rig.Site.ReadAsync(db => db.Communities.Where(item => item.SiteCode == "wanghai").Select(item => item.Id).FirstAsync());
        return rig;
    }

    public static SmsSettings Sms(ScriptedServer server) => new() { Url = new Uri(server.Url), Secret = "gateway" };

    public Task<int> AddChannelAsync(ChannelKind kind, ScriptedServer server, string secret = "s", Severity least = Severity.P4) => Site.Get<ChannelSettings>().SaveAsync(
        Site.Admin, null, new ChannelDraft { Community = Community, Kind = kind, Name = $"{kind} group", Address = server.Url, Secret = secret, LeastSeverity = least }, default);

    public Task SetContactAsync(Caller who, string phone = "", string mail = "", params ChannelKind[] order) => Site.Get<ContactSettings>().SetAsync(
        who, who.User!.Value, new ContactDetails(phone, mail, order.Length > 0 ? order : [ChannelKind.Sms, ChannelKind.Mail], 22 * 60, 7 * 60, "zh-CN"), default);

    /// <summary>Runs until nothing is left that is due, also after the pauses between tries.</summary>
    public Task SendAllAsync() => Eventually.HoldsAsync(async () =>
    {
        await Run.InTurnAsync(default);
        var now = Site.Now;
        return !await Site.ReadAsync(db => db.Deliveries.AnyAsync(delivery => delivery.State == DeliveryState.Queued && delivery.DueAt <= now))
            && !await Site.ReadAsync(db => db.Notices.AnyAsync(notice => notice.HandledAt == null));
    }, "everything is sent");

    public Task<List<Delivery>> DeliveriesAsync(ChannelKind? kind = null) => Site.ReadAsync(db =>
        db.Deliveries.AsNoTracking().Where(delivery => kind == null || delivery.Kind == kind).OrderBy(delivery => delivery.Id).ToListAsync());

    /// <summary>So many more lifts in the community.</summary>
    public async Task<IReadOnlyList<AssetId>> AddLiftsAsync(int count)
    {
        var lifts = Enumerable.Range(0, count).Select(n => new Asset(Community, null, "elevator", $"x-{n}", $"{n}号梯", $"Lift {n}")).ToList();
        await Site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            unit.Db.Assets.AddRange(lifts);
            await unit.Db.SaveChangesAsync(token);
        }, default);
        return [.. lifts.Select(lift => lift.Id)];
    }

    public async Task<FaultId> EntrapmentAsync()
    {
        await Site.ApplyAsync(Site.Raise(Site.Lift, "entrapment", "entrapment", "occupied"));
        return await Site.ReadAsync(db => db.Faults.Where(fault => fault.AssetId == Site.Lift && fault.Family == "entrapment").Select(fault => fault.Id).FirstAsync());
    }

    public async Task<FaultId> DoorFaultAsync(AssetId? lift = null)
    {
        var asset = lift ?? Site.Lift;
        await Site.ApplyAsync(Site.Raise(asset, "door-slow", "door-wear"));
        return await Site.ReadAsync(db => db.Faults.Where(fault => fault.AssetId == asset && fault.Family == "door").Select(fault => fault.Id).FirstAsync());
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
