using System.Net;
using System.Net.Http.Json;
using System.Text;
using Facilities.Domain.Faults;
using Facilities.Ingest.Hosting;
using Facilities.Mqtt;
using Facilities.Storage.Relational.Intake;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Ingest.Tests.Hosting;

public sealed class ServiceTests : ServiceFacts
{
    private const string Telemetry = "fm/v1/yulan/e-00000/telemetry";

    [Fact]
    public async Task What_a_device_publishes_is_stored_and_becomes_a_fault()
    {
        await using var service = await StartAsync();
        await using var client = await service.ConnectAsync();
        var time = Now - 90_000;
        await TrapSomebodyAsync(client, time);

        var store = service.Services.GetRequiredService<ITimeSeriesStore>();
        await Eventually.HoldsAsync(
            async () => (await store.RangeAsync(Database.First, TestDatabase.No("occupied"), time, Now, 100)).Count == 10, "ten samples in the store");
        await Eventually.HoldsAsync(async () => await FaultsAsync() == 1, "one fault");
        await using var db = Database.Open();
        var fault = await db.Faults.SingleAsync();
        (fault.Family, fault.ModeKey, fault.Severity).ShouldBe(("entrapment", "entrapment", Severity.P1));
        fault.OnsetAt.ToUnixTimeMilliseconds().ShouldBe(time);
    }

    [Fact]
    public async Task The_service_tells_subscribers_about_a_fault()
    {
        await using var service = await StartAsync();
        var heard = new TaskCompletionSource<string>();
        await using var listener = await service.ConnectAsync(options => options with
        {
            MessageReceived = (message, _) =>
            {
                heard.TrySetResult($"{message.ReadTopic()} {Encoding.UTF8.GetString(message.Payload.Span)}");
                return ValueTask.CompletedTask;
            },
        });
        await listener.SubscribeAsync("fm/v1/+/+/fault/+");
        await using var client = await service.ConnectAsync();
        await TrapSomebodyAsync(client, Now - 90_000);

        var message = await heard.Task.WaitAsync(TimeSpan.FromSeconds(20));
        message.ShouldStartWith("fm/v1/yulan/e-00000/fault/");
        message.ShouldContain("\"severity\":1");
    }

    [Fact]
    public async Task Unreadable_and_unknown_messages_are_kept_and_the_connection_lives_on()
    {
        await using var service = await StartAsync();
        await using var client = await service.ConnectAsync();
        (await client.PublishAsync(Telemetry, new byte[1 << 20])).ShouldBe(MqttReasonCode.PayloadFormatInvalid);
        (await client.PublishAsync("fm/v1/yulan/e-77777/telemetry", "{\"values\":{\"trips\":1}}"u8.ToArray())).ShouldBe(MqttReasonCode.Success);
        (await PublishAsync(client, Now, "\"trips\":1")).ShouldBe(MqttReasonCode.Success);

        await Eventually.HoldsAsync(async () => await CountAsync(db => db.Rejects) == 1 && await CountAsync(db => db.Quarantine) == 1, "one reject, one stranger");
        await using var database = Database.Open();
        (await database.Rejects.SingleAsync()).Reason.ShouldBe("payload-not-json");
        (await database.Quarantine.SingleAsync()).DeviceKey.ShouldBe("yulan/e-77777");
    }

    [Fact]
    public async Task Outside_the_demo_a_device_needs_its_secret_and_stays_on_its_site()
    {
        var secret = DeviceSecret.Create();
        await using (var db = Database.Open())
        {
            db.Add(new DeviceCredential { UserName = "gateway-1", SecretHash = DeviceSecret.Hash(secret), SiteCode = "yulan", CreatedAt = TimeProvider.System.GetUtcNow() });
            await db.SaveChangesAsync();
        }

        await using var service = await RunningService.StartAsync(Folder.Path);
        (await Should.ThrowAsync<MqttConnectionException>(() => service.ConnectAsync())).ReasonCode.ShouldBe(MqttReasonCode.NotAuthorized);
        (await Should.ThrowAsync<MqttConnectionException>(() => service.ConnectAsync(o => o with { Username = "gateway-1", Password = "guess" }))).ReasonCode
            .ShouldBe(MqttReasonCode.BadUserNameOrPassword);

        await using var client = await service.ConnectAsync(o => o with { Username = "gateway-1", Password = secret });
        (await PublishAsync(client, Now, "\"trips\":1")).ShouldBe(MqttReasonCode.Success);
        (await client.PublishAsync("fm/v1/baihua/e-00000/telemetry", "{}"u8.ToArray())).ShouldBe(MqttReasonCode.NotAuthorized);
        (await client.PublishAsync("fm/v1/yulan/e-00000/fault/1", "{}"u8.ToArray())).ShouldBe(MqttReasonCode.NotAuthorized);
        (await client.SubscribeAsync([new MqttTopicFilter("fm/v1/baihua/#"), new MqttTopicFilter("#"), new MqttTopicFilter("fm/v1/yulan/+/fault/+")]))
            .Select(code => code >= MqttReasonCode.UnspecifiedError).ShouldBe([true, true, false]);
    }

    [Fact]
    public async Task A_device_signs_in_with_the_old_secret_until_it_ends_and_is_cut_off_when_it_is_revoked()
    {
        var (secret, old) = (DeviceSecret.Create(), DeviceSecret.Create());
        var now = TimeProvider.System.GetUtcNow();
        await using (var db = Database.Open())
        {
            DeviceCredential Device(string name, DateTimeOffset until) => new()
            {
                UserName = name,
                SecretHash = DeviceSecret.Hash(secret),
                OldHash = DeviceSecret.Hash(old),
                OldUntil = until,
                SiteCode = "yulan",
                AssetCode = "e-00000",
                CreatedAt = now,
            };
            db.AddRange(Device("in-time", now.AddHours(1)), Device("too-late", now.AddHours(-1)));
            await db.SaveChangesAsync();
        }

        await using var service = await RunningService.StartAsync(Folder.Path);
        await Should.ThrowAsync<MqttConnectionException>(() => service.ConnectAsync(o => o with { Username = "too-late", Password = old }));
        await using var device = await service.ConnectAsync(o => o with { Username = "in-time", Password = old });
        (await PublishAsync(device, Now, "\"trips\":1")).ShouldBe(MqttReasonCode.Success);
        (await device.PublishAsync("fm/v1/yulan/e-00001/telemetry", "{}"u8.ToArray())).ShouldBe(MqttReasonCode.NotAuthorized);
        for (var i = 0; i < 10; i++)
            (await Should.ThrowAsync<MqttConnectionException>(() => service.ConnectAsync(o => o with { Username = "guessed", Password = "guess" }))).ReasonCode.ShouldBe(MqttReasonCode.BadUserNameOrPassword);
        (await Should.ThrowAsync<MqttConnectionException>(() => service.ConnectAsync(o => o with { Username = "guessed", Password = "guess" }))).ReasonCode.ShouldBe(MqttReasonCode.ConnectionRateExceeded);

        await using (var db = Database.Open())
            await db.DeviceCredentials.Where(known => known.UserName == "in-time").ExecuteUpdateAsync(set => set.SetProperty(known => known.RevokedAt, TimeProvider.System.GetUtcNow()));
        (await Should.ThrowAsync<MqttConnectionException>(() => device.Completion)).ReasonCode.ShouldBe(MqttReasonCode.NotAuthorized);
    }

    [Fact]
    public async Task Health_and_clock_answer_without_signing_in()
    {
        await using var service = await StartAsync("--Clock:Speed", "60");
        (await service.Http.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await service.Http.GetStringAsync(new Uri("/health/ready", UriKind.Relative))).ShouldContain("Healthy");
        var clock = await service.Http.GetFromJsonAsync<ClockAnswer>(new Uri("/api/clock", UriKind.Relative));
        clock!.Speed.ShouldBe(60);
        clock.SiteNowUnixMs.ShouldBeGreaterThan(Now - 60_000);
    }

    [Fact]
    public async Task A_second_process_on_the_sameFolder_is_refused()
    {
        await using var service = await StartAsync();
        (await Should.ThrowAsync<DataFolderException>(() => StartAsync())).Message.ShouldContain(Folder.Path);
    }

    [Fact]
    public async Task A_restart_goes_on_where_the_service_stopped()
    {
        var time = Now - 90_000;
        await using (var service = await StartAsync())
        {
            await using var client = await service.ConnectAsync();
            for (var i = 0; i <= 3; i++) await PublishAsync(client, time + i * 10_000, Trapped);
        }

        // Half of the minute was seen before the stop: only a service that remembers it finds the entrapment at its true onset.
        await using (var service = await StartAsync())
        {
            service.Status.Consumers.ShouldAllBe(consumer => consumer.Error == null);
            await using var client = await service.ConnectAsync();
            for (var i = 4; i <= 9; i++) await PublishAsync(client, time + i * 10_000, Trapped);
            await Eventually.HoldsAsync(async () => await FaultsAsync() == 1, "one fault");
        }

        await using var db = Database.Open();
        (await db.Faults.SingleAsync()).OnsetAt.ToUnixTimeMilliseconds().ShouldBe(time);
    }
}
