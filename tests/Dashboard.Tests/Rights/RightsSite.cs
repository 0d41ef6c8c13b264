using System.Globalization;
using System.Net;
using Facilities.Dashboard.Tests.Api;
using Facilities.Domain;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Intake;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Dashboard.Tests.Rights;

/// <summary>The things of the demo's communities that the calls are about, and new ones for calls that use them up.</summary>
internal sealed class RightsSite(ApiHost host, ApiClient admin, ApiClient firm, ApiClient firmAdmin)
{
    private int _made;

    public int Fault => host.LiftFault;

    public int Asset => host.LiftAsset;

    /// <summary>A pending inspection of a lift.</summary>
    public int Inspection { get; private set; }

    /// <summary>A duty of that lift.</summary>
    public int Schedule { get; private set; }

    public int Claim { get; private set; }

    /// <summary>A crew of the lift firm, on the rota of the first community.</summary>
    public int Person { get; private set; }

    /// <summary>Colleagues of those who call: of the lift firm, and of the property firm.</summary>
    public int LiftCrew { get; private set; }

    public int SiteCrew { get; private set; }

    /// <summary>A picture of the fault.</summary>
    public string Picture { get; private set; } = "";

    public static byte[] Photo { get; } = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xDA, 0, 4, 0, 0, 9, 9, 0xFF, 0xD9];

    public async Task FindAsync()
    {
        Schedule = (await firm.GetAsync($"api/schedules?asset={Asset}")).GetProperty("items")[0].GetProperty("id").GetInt32();
        Inspection = (await firm.GetAsync($"api/inspections?asset={Asset}")).GetProperty("items")[0].GetProperty("id").GetInt32();
        Claim = (await firm.GetAsync("api/claims")).GetProperty("items")[0].GetProperty("id").GetInt32();
        Person = (await firm.GetAsync("api/communities/1/rota")).GetProperty("people")[0].GetProperty("user").GetInt32();
        LiftCrew = await UserAsync("crew2");
        SiteCrew = await UserAsync("crewsite");
        Picture = (await admin.SendBytesAsync(HttpMethod.Post, $"api/faults/{Fault}/files", Photo, "image/jpeg")).Json.GetProperty("sha256").GetString()!;
    }

    public Task<string> NewAssetAsync() => MadeAsync("api/assets", new { community = 1, typeKey = "booster-pump", code = $"rights-{Next()}", name = "备用泵" });

    public Task<string> NewPermitAsync() => MadeAsync($"api/assets/{Asset}/permits", Permit);

    public Task<string> NewShiftAsync() => MadeAsync("api/communities/1/rota/shifts", Shift(Person));

    public Task<string> NewPatternAsync() => MadeAsync("api/communities/1/rota/patterns", Pattern(Person));

    public Task<string> NewSubstitutionAsync() => MadeAsync("api/communities/1/rota/substitutions", Substitution(Person, Person + 1));

    /// <summary>A community has only so many: the one before if nobody removed it.</summary>
    public async Task<string> ChannelAsync()
    {
        var known = await firm.GetAsync("api/channels");
        return known.GetArrayLength() > 0 ? known[0].GetProperty("id").GetRawText() : await MadeAsync("api/channels", Channel);
    }

    public async Task<string> NewStrangeDeviceAsync()
    {
        var device = new QuarantinedDevice { Dialect = "native", DeviceKey = $"wanghai/strange-{Next()}", Reason = "unknown-asset" };
        await host.Get<FacilitiesWriter>().WriteAsync((unit, _) => Task.FromResult(unit.Db.Quarantine.Add(device)), default);
        return device.Id.ToString(CultureInfo.InvariantCulture);
    }

    public async Task<string> NewMappingAsync()
    {
        var mapping = new DeviceMapping { Dialect = "tasmota", DeviceKey = $"plug-{Next()}", SiteCode = "wanghai", AssetId = new AssetId(1) };
        await host.Get<FacilitiesWriter>().WriteAsync((unit, _) => Task.FromResult(unit.Db.DeviceMappings.Add(mapping)), default);
        return mapping.Id.ToString(CultureInfo.InvariantCulture);
    }

    public async Task<string> NewTopicPatternAsync()
    {
        var pattern = new TopicPattern { Pattern = $"rights-{Next()}/{{device}}" };
        await host.Get<FacilitiesWriter>().WriteAsync((unit, _) => Task.FromResult(unit.Db.TopicPatterns.Add(pattern)), default);
        return pattern.Id.ToString(CultureInfo.InvariantCulture);
    }

    public async Task<string> NewDeviceCredentialAsync()
    {
        var credential = new DeviceCredential { UserName = $"device-{Next()}", SecretHash = "none" };
        await host.Get<FacilitiesWriter>().WriteAsync((unit, _) => Task.FromResult(unit.Db.DeviceCredentials.Add(credential)), default);
        return credential.Id.ToString(CultureInfo.InvariantCulture);
    }

    public async Task<string> NewUserAsync()
    {
        var answer = await firmAdmin.SendAsync(HttpMethod.Post, "api/users", new { userName = $"rights-{Next()}", nameZh = "新人", role = "Crew" });
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer.Json.GetProperty("id").GetRawText();
    }

    public async Task<string> NewTokenAsync()
    {
        var answer = await firmAdmin.SendAsync(HttpMethod.Post, "api/tokens", new { name = "rights", scopes = new[] { "ReadFaults" }, days = 1 });
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer.Json.GetProperty("id").GetRawText();
    }

    public static object Permit { get; } = new { kind = "Work", reason = "permit.maintenance", from = "2046-03-01T08:00:00", until = "2046-03-01T18:00:00", families = new[] { "door" } };

    /// <summary>Refused by whoever may record them: they begin in the past.</summary>
    public static object Terms { get; } = new { from = "2020-01-01", until = "2020-12-31", premiumFen = 0, covers = new[] { new { kind = "Flood" } } };

    public static object Channel { get; } = new { community = 1, kind = "DingTalk", name = "班组群", address = "https://oapi.dingtalk.com/robot/send?access_token=t", secret = "SECs", isEnabled = false };

    public static object Shift(int person) => new { level = "Second", user = person, from = "2046-03-01T08:00:00+08:00", until = "2046-03-01T20:00:00+08:00" };

    public static object Pattern(int person) => new { level = "Second", user = person, days = "67", from = "08:00:00", until = "20:00:00", validFrom = "2046-01-01", validUntil = "2046-02-01" };

    public static object Substitution(int absent, int substitute) => new { absent, substitute, from = "2046-01-01", until = "2046-01-02" };

    public static object Contact { get; } = new { phone = "", mail = "", order = Array.Empty<string>(), quietFrom = 0, quietUntil = 0, locale = "zh-CN" };

    public async Task<string> NewDayAsync()
    {
        var day = new DateOnly(2046, 1, 1).AddDays(Next()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (await firm.SendAsync(HttpMethod.Put, $"api/communities/1/calendar/days/{day}", new { isWorking = false })).Status.ShouldBe(HttpStatusCode.OK);
        return day;
    }

    public int Next() => Interlocked.Increment(ref _made);

    private async Task<int> UserAsync(string name)
    {
        await using var db = await host.Get<IDbContextFactory<FacilitiesDb>>().CreateDbContextAsync();
        return await db.Users.Where(user => user.UserName == name).Select(user => user.Id).SingleAsync();
    }

    private async Task<string> MadeAsync(string path, object body)
    {
        var answer = await firm.SendAsync(HttpMethod.Post, path, body);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer.Json.GetProperty("id").GetRawText();
    }
}
