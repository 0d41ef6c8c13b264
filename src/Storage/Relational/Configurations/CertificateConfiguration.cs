using Facilities.Domain.Assets;
using Facilities.Domain.Certificates;
using Facilities.Domain.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class CertificateConfiguration : IEntityTypeConfiguration<Certificate>
{
    public void Configure(EntityTypeBuilder<Certificate> builder)
    {
        builder.ToTable("certificates");
        builder.Property(paper => paper.Number).HasMaxLength(Certificate.MaximumNumber);
        builder.Property(paper => paper.Issuer).HasMaxLength(Certificate.MaximumIssuer);
        builder.Property(paper => paper.Slot).HasMaxLength(40);
        builder.HasIndex(paper => paper.Slot).IsUnique();
        builder.HasIndex(paper => paper.AssetId);
        builder.HasIndex(paper => new { paper.HolderId, paper.Kind });
        builder.HasIndex(paper => paper.OrganisationId);
        builder.HasOne<Asset>().WithMany().HasForeignKey(paper => paper.AssetId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(paper => paper.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}
