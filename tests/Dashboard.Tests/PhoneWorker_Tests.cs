using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Facilities.Dashboard.Phone;
using Facilities.Dashboard.Tests.Api;
using Facilities.Testing;
using Microsoft.Extensions.FileProviders;

namespace Facilities.Dashboard.Tests;

/// <summary>What browsers keep of the phone page: all files of one release.</summary>
[Collection(ApiCollection.Name)]
public sealed partial class PhoneWorker_Tests(ApiHost host)
{
    [Fact]
    public async Task The_worker_names_every_file_of_the_page_and_each_is_there_for_anybody()
    {
        using var phone = host.Anyone();
        var worker = await phone.SendAsync(HttpMethod.Get, "/m/sw.js");
        (worker.Status, worker.MediaType).ShouldBe((HttpStatusCode.OK, "text/javascript"));

        var named = FilesOf(worker.Text);

        named.Length.ShouldBeGreaterThan(30);
        named.ShouldContain("/m/");
        named.ShouldContain("/m/js/views/task.js");
        named.ShouldAllBe(file => file.EndsWith('/') || Path.GetExtension(file) == ".js" || Path.GetExtension(file) == ".css" || Path.GetExtension(file) == ".svg" || Path.GetExtension(file) == ".webmanifest");
        foreach (var file in named) (await phone.SendAsync(HttpMethod.Get, file)).Status.ShouldBe(HttpStatusCode.OK, file);
    }

    [Fact]
    public void Another_byte_in_any_file_is_another_release_and_packed_copies_are_none_of_it()
    {
        using var folder = new TempFolder();
        string[] files = ["m/index.html", "m/m.css", "m/js/main.js", "m/js/views/task.js", "css/tokens.css", "icon.svg", "lib/jsQR.js"];
        foreach (var file in files) Write(file, "one");
        var first = Script();
        Script().ShouldBe(first);
        Write("m/js/main.js.br", "packed");
        Script().ShouldBe(first);
        FilesOf(first).ShouldBe(["/css/tokens.css", "/icon.svg", "/lib/jsQR.js", "/m/", "/m/js/main.js", "/m/js/views/task.js", "/m/m.css"], ignoreOrder: true);

        var versions = new HashSet<string> { first };
        foreach (var file in files)
        {
            Write(file, "two");
            versions.Add(Script()).ShouldBeTrue(file);
        }

        string Script()
        {
            using var provider = new PhysicalFileProvider(folder.Path);
            return PhoneWorker.Script(provider);
        }

        void Write(string file, string text)
        {
            var path = Path.Combine(folder.Path, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    private static string[] FilesOf(string script) => JsonSerializer.Deserialize<string[]>(Files().Match(script).Groups[1].Value)!;

    [GeneratedRegex(@"const FILES = (\[.*\]);")]
    private static partial Regex Files();
}
