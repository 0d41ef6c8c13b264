using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Facilities.Dashboard.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class OpenApi_Tests(ApiHost host)
{
    /// <summary>With the value 1 the checked-in file is written anew: <c>FACILITIES_UPDATE_OPENAPI=1 dotnet test tests/Dashboard.Tests --filter OpenApi_Tests</c>.</summary>
    private const string UpdateVariable = "FACILITIES_UPDATE_OPENAPI";

    [Fact]
    public async Task The_document_is_the_one_that_is_checked_in()
    {
        var (file, document) = (GoldenFile(), await DocumentAsync());
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1") await File.WriteAllTextAsync(file, document);

        (await File.ReadAllTextAsync(file)).ShouldBe(document, $"The API changed. If that is meant, run this test with {UpdateVariable}=1 and commit {file}.");
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_a_summary_and_a_tag()
    {
        var operations = Operations(await DocumentAsync());

        operations.Count.ShouldBeGreaterThan(25);
        foreach (var operation in operations)
        {
            foreach (var field in new[] { "operationId", "summary", "tags" }) operation.TryGetProperty(field, out _).ShouldBeTrue($"{field} of {operation}");
        }

        operations.Select(operation => operation.GetProperty("operationId").GetString()).ShouldBeUnique();
    }

    private static List<JsonElement> Operations(string document) =>
        [.. JsonDocument.Parse(document).RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value)];

    /// <summary>Anyone may read it: it says nothing that the source doesn't.</summary>
    private async Task<string> DocumentAsync()
    {
        using var anyone = host.Anyone();
        var answer = await anyone.SendAsync(HttpMethod.Get, "openapi/v1.json");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        return answer.Text.ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private static string GoldenFile([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/formats/openapi.json"));
}
