using System.Text;
using Facilities.Ingest.Tests.Hosting;
using Facilities.Mqtt;
using Facilities.Storage.Backup;
using Facilities.Storage.TimeSeries;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Ingest.Tests.Commands;

public sealed class BackupTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _elsewhere = new();

    public void Dispose()
    {
        _folder.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public async Task A_backup_of_the_working_service_restored_into_an_empty_folder_starts_with_everything_acknowledged_before_it()
    {
        await using var database = await TestDatabase.CreateAsync(_folder.Path);
        var start = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 3_600_000;
        var backup = Path.Combine(_elsewhere.Path, "backup");
        BackupManifest manifest;
        int before;
        await using (var service = await RunningService.StartAsync(_folder.Path, "--demo"))
        {
            await using var client = await service.ConnectAsync();
            before = await PublishAsync(client, start, 0, 200);
            using var stop = new CancellationTokenSource();
            var publishing = Task.Run(async () =>
            {
                for (var i = before; !stop.IsCancellationRequested; i++) await PublishAsync(client, start, i, 1);
            });
            manifest = await FolderBackup.CreateAsync(_folder.Path, backup, relationalElsewhere: false, TimeProvider.System.GetUtcNow());
            await stop.CancelAsync();
            await publishing;
        }

        manifest.Files.Select(file => file.Path).ShouldContain("facilities.db");
        manifest.Files.Select(file => file.Path).ShouldContain("telemetry.db");
        manifest.Files.ShouldContain(file => file.Path.StartsWith("journal/", StringComparison.Ordinal));
        var restored = Path.Combine(_elsewhere.Path, "restored");
        await FolderBackup.RestoreAsync(backup, restored);
        (await SqliteTimeSeriesStore.CheckFileAsync(Path.Combine(restored, "telemetry.db"))).ShouldBeEmpty();

        await using var again = await RunningService.StartAsync(restored, "--demo");
        await Eventually.HoldsAsync(() => again.Status.Consumers.Count > 0 && again.Status.Consumers.All(consumer => consumer.LagBytes == 0), "the journal carried over");
        var samples = await again.Services.GetRequiredService<ITimeSeriesStore>().RangeAsync(database.First, TestDatabase.No("seq"), start, long.MaxValue / 4, int.MaxValue);
        samples.Count.ShouldBeGreaterThanOrEqualTo(before);
        samples.Select(sample => (int)sample.Value).ShouldBe(Enumerable.Range(0, samples.Count));
        await using var client2 = await again.ConnectAsync();
        await PublishAsync(client2, start, samples.Count, 1);
        await using var db = database.Open();
        (await db.Assets.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_backup_with_a_flipped_byte_is_refused_by_name_and_nothing_is_restored()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "demo.json"), "something");
        var backup = Path.Combine(_elsewhere.Path, "backup");
        await FolderBackup.CreateAsync(_folder.Path, backup, false, TimeProvider.System.GetUtcNow());
        await File.WriteAllTextAsync(Path.Combine(backup, "demo.json"), "somethinh");

        var restored = Path.Combine(_elsewhere.Path, "restored");
        (await Should.ThrowAsync<InvalidDataException>(() => FolderBackup.RestoreAsync(backup, restored))).Message.ShouldContain("demo.json: has another content");
        Directory.Exists(restored).ShouldBeFalse();
    }

    [Fact]
    public async Task Neither_a_backup_nor_a_restore_writes_over_what_is_there()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "demo.json"), "something");
        var backup = Path.Combine(_elsewhere.Path, "backup");
        await FolderBackup.CreateAsync(_folder.Path, backup, false, TimeProvider.System.GetUtcNow());

        (await Should.ThrowAsync<IOException>(() => FolderBackup.CreateAsync(_folder.Path, backup, false, TimeProvider.System.GetUtcNow()))).Message.ShouldContain("isn't empty");
        (await Should.ThrowAsync<IOException>(() => FolderBackup.RestoreAsync(backup, _folder.Path))).Message.ShouldContain("isn't empty");
        (await Should.ThrowAsync<InvalidDataException>(() => FolderBackup.RestoreAsync(_folder.Path, Path.Combine(_elsewhere.Path, "x")))).Message.ShouldContain("is no backup");
    }

    private static async Task<int> PublishAsync(MqttClient client, long start, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            var payload = Encoding.UTF8.GetBytes($$"""{"ts":{{start + i * 100}},"values":{"seq":{{i}} } }""");
            (await client.PublishAsync("fm/v1/yulan/e-00000/telemetry", payload)).ShouldBe(MqttReasonCode.Success);
        }

        return first + count;
    }
}
