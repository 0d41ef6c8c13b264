using System.Net;
using Facilities.Dashboard.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facilities.Dashboard.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class ApiFailures_Tests(ApiHost host)
{
    [Fact]
    public async Task A_failure_inside_is_answered_in_JSON_without_a_word_of_it()
    {
        var (context, body) = Call("/api/faults");

        (await Handler().TryHandleAsync(context, new InvalidOperationException("the database password is 1234"), default)).ShouldBeTrue();

        context.Response.StatusCode.ShouldBe((int)HttpStatusCode.InternalServerError);
        var text = System.Text.Encoding.UTF8.GetString(body.ToArray());
        text.ShouldContain("service.failed");
        text.ShouldNotContain("1234");
    }

    [Fact]
    public async Task A_failure_of_a_page_is_left_to_the_error_page() =>
        (await Handler().TryHandleAsync(Call("/faults").Context, new InvalidOperationException(), default)).ShouldBeFalse();

    private static ApiFailures Handler() => new(NullLogger<ApiFailures>.Instance);

    private (HttpContext Context, MemoryStream Body) Call(string path)
    {
        var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = host.Services, Request = { Method = "GET", Path = path }, Response = { Body = body } };
        return (context, body);
    }
}
