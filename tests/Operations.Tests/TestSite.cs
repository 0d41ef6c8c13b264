using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Certificates;
using Facilities.Domain.Insurance;
using Facilities.Domain.Organisations;
using Facilities.Operations.Access;
using Facilities.Operations.Faults;
using Facilities.Operations.Inspections;
using Facilities.Operations.Notifications;
using Facilities.Operations.Templates;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Facilities.Telemetry;
using Facilities.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Operations.Tests;

/// <summary>A database of its own with two communities, their firms, a lift and a fire pump each, and people of every role; site time stands still until told.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;
    private int _keys;

    private TestSite(string? connectionString, FaultOptions? faults, FakeTime? time = null, NotificationSettings? notify = null, InspectionOptions? inspections = null)
    {
        Time = time ?? new FakeTime(new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(new SiteClock(Time));
        (var store, Store) = ScriptedStore.Around(Series);
        services.AddSingleton(store);
        services.AddFacilitiesStorage(new DatabaseOptions { SqlitePath = _folder.File("facilities.db"), ConnectionString = connectionString ?? "" });
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        if (notify is not null) services.AddSingleton(notify);
        services.AddSingleton(new FileStore(_folder.File("files")));
        services.AddFacilitiesOperations(faults, inspections: inspections);
        _services = services.BuildServiceProvider();
    }

    /// <summary>Monday 2026-03-02, 10:00 in China.</summary>
    public FakeTime Time { get; }

    public DateTimeOffset Now => Time.Now;

    public MemorySeries Series { get; } = new();

    /// <summary>Takes the store of <see cref="Series"/> away and brings it back.</summary>
    public ScriptedStore Store { get; }

    public AssetId Lift { get; private set; }

    public AssetId FirePump { get; private set; }

    /// <summary>In the other community, run and maintained by other firms.</summary>
    public AssetId OtherLift { get; private set; }

    public OrganisationId LiftFirm { get; private set; }

    public Caller Crew { get; private set; } = null!;

    public Caller Crew2 { get; private set; } = null!;

    public Caller Dispatcher { get; private set; } = null!;

    public Caller Manager { get; private set; } = null!;

    public Caller Regulator { get; private set; } = null!;

    public Caller Admin { get; private set; } = null!;

    public Caller Insurer { get; private set; } = null!;

    /// <summary>Dispatcher of the firm that runs the other community.</summary>
    public Caller Stranger { get; private set; } = null!;

    public static async Task<TestSite> StartAsync(string? connectionString = null, FaultOptions? faults = null, NotificationSettings? notify = null, InspectionOptions? inspections = null)
    {
        var site = new TestSite(connectionString, faults, notify: notify, inspections: inspections);
        await site.Get<DatabaseMigrator>().MigrateAsync(default);
        await site.SeedAsync();
        await site.Get<Assets.AssetDirectory>().RefreshAsync(default);
        return site;
    }

    /// <summary>Another process on the same PostgreSQL, at the same site time.</summary>
    public async Task<TestSite> SecondProcessAsync()
    {
        var second = new TestSite(Get<DatabaseOptions>().ConnectionString, null, Time) { Lift = Lift, FirePump = FirePump, OtherLift = OtherLift, LiftFirm = LiftFirm };
        await second.FindPeopleAsync();
        await second.Get<Assets.AssetDirectory>().RefreshAsync(default);
        return second;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<T> ReadAsync<T>(Func<FacilitiesDb, Task<T>> read)
    {
        await using var db = await Get<IDbContextFactory<FacilitiesDb>>().CreateDbContextAsync();
        return await read(db);
    }

    /// <summary>A finding as the engine tells it, beginning now.</summary>
    public Finding Raise(AssetId asset, string rule, string mode, string? signal = null, bool stands = true, DateTimeOffset? onset = null, double value = 1) => new()
    {
        Source = new SourceId(asset.Value),
        RuleKey = rule,
        ModeKey = mode,
        Kind = FindingKind.Raised,
        OnsetUnixMs = (onset ?? Now).ToUnixTimeMilliseconds(),
        SinceUnixMs = (onset ?? Now).ToUnixTimeMilliseconds(),
        DetectedUnixMs = Now.ToUnixTimeMilliseconds(),
        ClearedUnixMs = stands ? null : Now.ToUnixTimeMilliseconds(),
        Signal = signal is null ? null : new FindingSignal(1, signal),
        Value = value,
        Deviation = 1,
        Confidence = 0.9,
        Stands = stands,
    };

    public Finding Clear(Finding raised, DateTimeOffset? at = null) =>
        raised with { Kind = FindingKind.Cleared, ClearedUnixMs = (at ?? Now).ToUnixTimeMilliseconds(), DetectedUnixMs = Now.ToUnixTimeMilliseconds() };

    /// <summary>More assets in the home community, with the codes <c>{type}-100</c>, <c>{type}-101</c>, …</summary>
    public async Task<IReadOnlyList<AssetId>> AddAssetsAsync(string type, int count, string? gateway = null, string? building = null)
    {
        var added = new List<Asset>();
        await Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var home = await unit.Db.Assets.Where(asset => asset.Id == Lift).Select(asset => asset.CommunityId).FirstAsync(token);
            var house = building is null ? null
                : await unit.Db.Buildings.FirstOrDefaultAsync(item => item.CommunityId == home && item.Name == building, token) ?? unit.Db.Buildings.Add(new Building(home, building, building)).Entity;
            await unit.Db.SaveChangesAsync(token);
            for (var n = 0; n < count; n++)
            {
                var asset = new Asset(home, house?.Id, type, $"{type}-{100 + n}", $"{type} {n}");
                if (gateway is not null) asset.SetAttributes([new(Asset.GatewayKey, gateway)]);
                added.Add(asset);
            }

            unit.Db.Assets.AddRange(added);
            await unit.Db.SaveChangesAsync(token);
        }, default);
        await Get<Assets.AssetDirectory>().RefreshAsync(default);
        return [.. added.Select(asset => asset.Id)];
    }

    /// <summary>Under maintenance contract since 2025; with the lift firm unless another is named.</summary>
    public Task ContractAsync(IReadOnlyList<AssetId> assets, OrganisationId? firm = null) => Get<FacilitiesWriter>().WriteAsync((unit, _) =>
    {
        unit.Db.Contracts.AddRange(assets.Select(asset => new MaintenanceContract(asset, firm ?? LiftFirm, new DateOnly(2025, 1, 1), null)));
        return Task.CompletedTask;
    }, default);

    /// <summary>A crew member of a dispatcher's own firm.</summary>
    public Task<Caller> AddCrewAsync(Caller dispatcher) => AddUserAsync("site-crew", Role.Crew, dispatcher.Actor.Organisation);

    public async Task<Caller> AddUserAsync(string name, Role role, OrganisationId? organisation)
    {
        await Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            unit.Db.Users.Add(User(name, role, organisation));
            await unit.Db.SaveChangesAsync(token);
        }, default);
        return await CallerAsync(name);
    }

    /// <summary>On purpose, for good.</summary>
    public Task LockOutAsync(Caller who) => Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
    {
        var id = who.User!.Value.Value;
        var person = await unit.Db.Users.FirstAsync(user => user.Id == id, token);
        (person.LockoutEnabled, person.LockoutEnd) = (true, DateTimeOffset.MaxValue.AddYears(-1));
    }, default);

    public async Task<IReadOnlyList<FaultRow>> FaultsAsync(bool openOnly = true) =>
        (await Get<FaultQueries>().ListAsync(Scope.Everything, new FaultFilter { OpenOnly = openOnly, Paging = new Paging(0, Paging.Maximum) }, default)).Items;

    public Task ApplyAsync(params Finding[] findings) => Get<FindingIntake>().ApplyAsync(findings, default);

    public Task<FaultOutcome> ActAsync(Caller caller, FaultId fault, Domain.Faults.FaultAction action, Func<FaultCommand, FaultCommand>? with = null)
    {
        var command = new FaultCommand { Action = action, Key = $"key-{Interlocked.Increment(ref _keys)}" };
        return Get<FaultActions>().ActAsync(caller, fault, with?.Invoke(command) ?? command, default);
    }

    public async Task<FaultRow> OnlyFaultAsync() =>
        (await Get<FaultQueries>().ListAsync(Scope.Everything, new FaultFilter { OpenOnly = false }, default)).Items.ShouldHaveSingleItem();

    /// <summary>The lift reports every 10 s until <paramref name="to"/>; a trip every half minute.</summary>
    public void Report(AssetId asset, DateTimeOffset from, DateTimeOffset to)
    {
        var template = Get<AssetTemplateCatalog>()["elevator"];
        Series.Fill(asset.Value, template.PointTable["trips"].No, from, to, TimeSpan.FromSeconds(10), n => n / 3);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private async Task SeedAsync()
    {
        await Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var db = unit.Db;
            var district = new Organisation(OrganisationKind.District, "云山区", "Yunshan");
            var firm = new Organisation(OrganisationKind.PropertyFirm, "和昌物业", "Hechang");
            var otherFirm = new Organisation(OrganisationKind.PropertyFirm, "安居物业", "Anju");
            var lifts = new Organisation(OrganisationKind.MaintenanceFirm, "恒升电梯", "Hengsheng Lifts");
            var fire = new Organisation(OrganisationKind.MaintenanceFirm, "宏宇消防", "Hongyu Fire");
            var insurer = new Organisation(OrganisationKind.Insurer, "海安保险", "Haian Insurance");
            db.Organisations.AddRange(district, firm, otherFirm, lifts, fire, insurer);
            await db.SaveChangesAsync(token);
            var regulator = new Organisation(OrganisationKind.Regulator, "云山区住建局", "Housing bureau", district.Id);
            db.Organisations.Add(regulator);
            var home = new Community("wanghai", "望海公寓", "Wanghai Flats", district.Id) { PropertyFirmId = firm.Id };
            var other = new Community("jinxiu", "锦绣花园", "Jinxiu Garden", district.Id) { PropertyFirmId = otherFirm.Id };
            db.Communities.AddRange(home, other);
            await db.SaveChangesAsync(token);
            var lift = new Asset(home.Id, null, "elevator", "lift-1", "1号梯", "Lift 1");
            lift.SetAttributes([new("rated_persons", "13"), new("next_inspection", "2027-01-01")]);
            var pump = new Asset(home.Id, null, "fire-pump", "fire-pump-1", "消防泵", "Fire pump");
            var otherLift = new Asset(other.Id, null, "elevator", "lift-1", "1号梯", "Lift 1");
            db.Assets.AddRange(lift, pump, otherLift);
            await db.SaveChangesAsync(token);
            db.Contracts.AddRange(
                new MaintenanceContract(lift.Id, lifts.Id, new DateOnly(2025, 1, 1), null), new MaintenanceContract(pump.Id, fire.Id, new DateOnly(2025, 1, 1), null));
            db.Policies.Add(new Policy("P-1", insurer.Id, firm.Id, [lift.Id],
                new PolicyTerms(1, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), [new Cover(CoverKind.Entrapment)])));
            db.Users.AddRange(
                User("crew", Role.Crew, lifts.Id), User("crew2", Role.Crew, lifts.Id), User("dispatcher", Role.Dispatcher, firm.Id), User("manager", Role.Firm, firm.Id),
                User("regulator", Role.Regulator, regulator.Id), User("admin", Role.Admin, null), User("insurer", Role.Insurer, insurer.Id), User("stranger", Role.Dispatcher, otherFirm.Id));
            await db.SaveChangesAsync(token);
            foreach (var name in new[] { "crew", "crew2" }) db.Certificates.Add(await LicenceAsync(db, name, lifts.Id, token));
            await db.SaveChangesAsync(token);
            (Lift, FirePump, OtherLift, LiftFirm) = (lift.Id, pump.Id, otherLift.Id, lifts.Id);
        }, default);
        await FindPeopleAsync();
    }

    /// <summary>To work on lifts, for four years.</summary>
    private async Task<Certificate> LicenceAsync(FacilitiesDb db, string name, OrganisationId firm, CancellationToken cancellationToken)
    {
        var holder = await db.Users.Where(user => user.UserName == name).Select(user => user.Id).FirstAsync(cancellationToken);
        var text = new CertificateText($"T-{name}", "Market supervision", new DateOnly(2025, 1, 1), new DateOnly(2028, 12, 31));
        return Certificate.OfPerson(CertificateKind.ElevatorWork, new UserId(holder), firm, text, new Actor(null, Role.Admin, null), new DateOnly(2026, 3, 2), Now);
    }

    private async Task FindPeopleAsync()
    {
        Crew = await CallerAsync("crew");
        Crew2 = await CallerAsync("crew2");
        Dispatcher = await CallerAsync("dispatcher");
        Manager = await CallerAsync("manager");
        Regulator = await CallerAsync("regulator");
        Admin = await CallerAsync("admin");
        Insurer = await CallerAsync("insurer");
        Stranger = await CallerAsync("stranger");
    }

    private async Task<Caller> CallerAsync(string name)
    {
        var id = await ReadAsync(db => db.Users.Where(user => user.UserName == name).Select(user => user.Id).FirstAsync());
        return (await Get<Callers>().FindAsync(id.ToString(System.Globalization.CultureInfo.InvariantCulture), default)).ShouldNotBeNull();
    }

    private static AppUser User(string name, Role role, OrganisationId? organisation) =>
        new() { PasswordHash = "none fits", UserName = name, NormalizedUserName = name.ToUpperInvariant(), NameZh = name, NameEn = name, Role = role, OrganisationId = organisation };
}
