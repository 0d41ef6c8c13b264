using System.Net;
using System.Text.RegularExpressions;
using Facilities.Dashboard.Pages.Faults;
using Facilities.Dashboard.Tests.Api;
using Facilities.Dashboard.Tests.Localization;
using Facilities.Dashboard.Tests.Support;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Domain.Organisations;
using Facilities.Operations.Assets;
using Facilities.Operations.Demo;
using Facilities.Operations.Soak;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>Whoever fixed a fault and sits at a manager's desk the next day: the page offers him neither the proof nor the end of his own work, and says why.</summary>
public sealed partial class FourEyes_Tests : IAsyncLifetime
{
    private RunningDashboard _dashboard = null!;

    private static string Password => DemoAccounts.All[0].Password;

    public Task InitializeAsync()
    {
        _dashboard = RunningDashboard.Start(seeded: true);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _dashboard.DisposeAsync();

    [Fact]
    public async Task Who_fixed_it_sees_why_he_cannot_verify_or_close_it_and_another_person_can()
    {
        var fault = await FixedAsync();
        await MakeManagerAsync("crew");

        (await OfferedAsync("firm", fault)).ShouldContain(nameof(FaultAction.Verify));
        (await OfferedAsync("crew", fault)).ShouldNotContain(nameof(FaultAction.Verify));
        foreach (var language in new[] { "zh-CN", "en" })
        {
            using var culture = new UseCulture(language);
            var html = WebUtility.HtmlDecode(await PageAsync("crew", fault));
            var refused = Refused().Matches(html).Select(match => match.Value).First(line => line.Contains(ResourceFiles.Read("TermText", language)["action.Verify"], StringComparison.Ordinal));
            refused.ShouldContain("disabled");
            refused.ShouldContain(ResourceFiles.Read("TermText", language)["code.fault.four_eyes"]);
        }

        using var crew = await SignInAsync("crew", 71);
        (await crew.ActAsync(fault, "Verify", "four-eyes-own")).ShouldBeRefused(HttpStatusCode.Forbidden, RuleCodes.FaultFourEyes);
        using var firm = await SignInAsync("firm", 72);
        (await firm.ActAsync(fault, "Verify", "four-eyes-other")).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>A repair that telemetry can't prove: a person must.</summary>
    private async Task<int> FixedAsync()
    {
        using var dispatcher = await SignInAsync("dispatcher", 73);
        using var crew = await SignInAsync("crew", 74);
        var asset = await SilentLiftAsync();
        var report = await dispatcher.SendAsync(HttpMethod.Post, $"api/assets/{asset}/faults", new { family = "door", severity = "P3" }, ("Idempotency-Key", "four-eyes"));
        var fault = report.Json.GetProperty("fault").GetInt32();
        await dispatcher.ActAsync(fault, "Accept", "four-eyes-accept");
        await dispatcher.ActAsync(fault, "Dispatch", "four-eyes-dispatch");
        foreach (var action in (string[])["Acknowledge", "Arrive", "StartFix", "ReportFixed"]) (await crew.ActAsync(fault, action, "four-eyes-" + action)).Status.ShouldBe(HttpStatusCode.OK);
        for (var round = 0; round < 10 && !await NeedsPersonAsync(fault); round++) await _dashboard.Services.GetRequiredService<SoakChecks>().RunAsync(default);
        (await NeedsPersonAsync(fault)).ShouldBeTrue();
        return fault;
    }

    /// <summary>A lift that has never reported, in the care of the crew's firm.</summary>
    private async Task<AssetId> SilentLiftAsync()
    {
        var lift = await _dashboard.Services.GetRequiredService<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var site = await unit.Db.Communities.OrderBy(item => item.Id).FirstAsync(token);
            var firm = await unit.Db.Users.Where(user => user.UserName == "crew").Select(user => user.OrganisationId).FirstAsync(token);
            var asset = new Asset(site.Id, null, "elevator", "silent-1", "静梯", "Silent lift");
            unit.Db.Assets.Add(asset);
            await unit.Db.SaveChangesAsync(token);
            unit.Db.Contracts.Add(new MaintenanceContract(asset.Id, firm!.Value, new DateOnly(2020, 1, 1), null));
            await unit.Db.SaveChangesAsync(token);
            return asset.Id;
        }, default);
        await _dashboard.Services.GetRequiredService<AssetDirectory>().RefreshAsync(default);
        return lift;
    }

    private Task<bool> NeedsPersonAsync(int fault) => ReadAsync(db => db.Faults.AnyAsync(item => item.Id == new FaultId(fault) && item.State == FaultState.Soaking && item.SoakNeedsPerson));

    private async Task MakeManagerAsync(string name)
    {
        await using var scope = _dashboard.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        var (user, firm) = ((await users.FindByNameAsync(name))!, (await users.FindByNameAsync("firm"))!);
        (user.Role, user.OrganisationId) = (Role.Firm, firm.OrganisationId);
        (await users.UpdateAsync(user)).Succeeded.ShouldBeTrue();
    }

    /// <summary>The actions that the page has live buttons for.</summary>
    private async Task<IReadOnlyList<string>> OfferedAsync(string name, int fault) => [.. Offered().Matches(await PageAsync(name, fault)).Select(match => match.Groups[1].Value)];

    private async Task<string> PageAsync(string name, int fault)
    {
        await using var rendering = new PageRendering(_dashboard.Services, PageRendering.UserAsync(_dashboard.Services, name), $"/faults/{fault}");
        return await rendering.SettledAsync(typeof(FaultPage), new() { ["Number"] = fault.ToString(System.Globalization.CultureInfo.InvariantCulture) });
    }

    private async Task<ApiClient> SignInAsync(string name, byte address)
    {
        var client = new ApiClient(_dashboard.Address, new IPAddress([127, 0, 6, address]));
        (await client.SignInAsync(name, Password)).Status.ShouldBe(HttpStatusCode.OK);
        return client;
    }

    private async Task<T> ReadAsync<T>(Func<FacilitiesDb, Task<T>> read)
    {
        await using var db = await _dashboard.Services.GetRequiredService<IDbContextFactory<FacilitiesDb>>().CreateDbContextAsync();
        return await read(db);
    }

    [GeneratedRegex("data-action=\"(\\w+)\"")]
    private static partial Regex Offered();

    [GeneratedRegex("<div class=\"f-refused\".*?</div>", RegexOptions.Singleline)]
    private static partial Regex Refused();
}
