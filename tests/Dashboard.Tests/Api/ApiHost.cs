using System.Collections.Concurrent;
using System.Net;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Domain.Organisations;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Demo;
using Facilities.Operations.Faults;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Dashboard.Tests.Api;

/// <summary>
/// One service for all tests of the API: the demo's two communities with their people and past, and a third that another firm runs.
/// Outside the demo mode, so that every right is what it is in earnest.
/// </summary>
public sealed class ApiHost : IAsyncLifetime
{
    /// <summary>Firm manager of the third community.</summary>
    internal const string Stranger = "stranger";

    /// <summary>Regulator of another district, and an insurer without policies.</summary>
    internal const string StrangeRegulator = "regulator2";
    internal const string StrangeInsurer = "insurer2";

    /// <summary>Someone whose account the tests lock.</summary>
    internal const string Forgetful = "forgetful";

    private int _signedIn;
    private readonly ConcurrentDictionary<string, Lazy<Task<ApiClient>>> _clients = new();
    private RunningDashboard _dashboard = null!;

    internal static string Password => DemoAccounts.All[0].Password;

    internal IServiceProvider Services => _dashboard.Services;

    /// <summary>Open, dispatched to the lift firm, its crew at work.</summary>
    internal int LiftFault { get; private set; }

    internal int LiftAsset { get; private set; }

    /// <summary>Open, in the third community.</summary>
    internal int StrangersFault { get; private set; }

    internal int StrangersAsset { get; private set; }

    public async Task InitializeAsync()
    {
        _dashboard = RunningDashboard.Start(seeded: true);
        await SeedStrangersAsync();
        using var admin = new ApiClient(_dashboard.Address);
        (await admin.SignInAsync("admin", Password)).Status.ShouldBe(HttpStatusCode.OK);
        var known = (await admin.GetAsync("api/faults?family=guide")).GetProperty("items")[0];
        LiftFault = known.GetProperty("id").GetInt32();
        LiftAsset = known.GetProperty("place").GetProperty("id").GetInt32();
    }

    public async Task DisposeAsync()
    {
        foreach (var client in _clients.Values) (await client.Value).Dispose();
        await _dashboard.DisposeAsync();
    }

    internal T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A caller who is not signed in.</summary>
    internal ApiClient Anyone(IPAddress? from = null) => new(_dashboard.Address, from);

    /// <summary>A caller who is; signed in once for all tests, from an address of his own: from one address only so many may sign in within a minute.</summary>
    internal Task<ApiClient> AsAsync(string userName) => _clients.GetOrAdd(userName, name => new(async () =>
    {
        var client = Anyone(new IPAddress([127, 0, 5, (byte)Interlocked.Increment(ref _signedIn)]));
        (await client.SignInAsync(name, Password)).Status.ShouldBe(HttpStatusCode.OK);
        return client;
    })).Value;

    private async Task SeedStrangersAsync()
    {
        var (asset, firm, regulator, insurer) = await Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var district = unit.Db.Organisations.First(item => item.Kind == OrganisationKind.District).Id;
            var firm = new Organisation(OrganisationKind.PropertyFirm, "安居物业", "Anju");
            unit.Db.Organisations.Add(firm);
            await unit.Db.SaveChangesAsync(token);
            var community = new Community("anju", "安居苑", "Anju Court", district) { PropertyFirmId = firm.Id };
            unit.Db.Communities.Add(community);
            await unit.Db.SaveChangesAsync(token);
            var asset = new Asset(community.Id, null, "elevator", "lift-1", "1号梯", "Lift 1");
            unit.Db.Assets.Add(asset);
            await unit.Db.SaveChangesAsync(token);
            var elsewhere = new Organisation(OrganisationKind.District, "东湖区", "Donghu District");
            var insurer = new Organisation(OrganisationKind.Insurer, "远洋保险", "Yuanyang Insurance");
            unit.Db.Organisations.AddRange(elsewhere, insurer);
            await unit.Db.SaveChangesAsync(token);
            var regulator = new Organisation(OrganisationKind.Regulator, "东湖区住建局", "Donghu Housing Bureau", elsewhere.Id);
            unit.Db.Organisations.Add(regulator);
            await unit.Db.SaveChangesAsync(token);
            return (asset.Id, firm.Id, regulator.Id, insurer.Id);
        }, default);
        await Get<AssetDirectory>().RefreshAsync(default);
        StrangersAsset = asset.Value;
        await AddUserAsync(Stranger, Role.Firm, firm);
        await AddUserAsync(Forgetful, Role.Firm, firm);
        await AddUserAsync(StrangeRegulator, Role.Regulator, regulator);
        await AddUserAsync(StrangeInsurer, Role.Insurer, insurer);
        StrangersFault = (await Get<FaultActions>().ReportAsync(
            Caller.Service, new FaultReport { Key = "stranger", Asset = asset, Family = "brake", Severity = Severity.P3 }, default)).Fault.Value;
    }

    private async Task AddUserAsync(string name, Role role, OrganisationId firm)
    {
        await using var scope = Services.CreateAsyncScope();
        var user = new AppUser { UserName = name, NameZh = name, NameEn = name, Role = role, OrganisationId = firm };
        (await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().CreateAsync(user, Password)).Succeeded.ShouldBeTrue();
    }
}
